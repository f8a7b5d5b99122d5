"""Run the command with ``python -m mapserver``."""

from mapserver.cli import main

main()
