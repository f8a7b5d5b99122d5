"""Where the shipped data and the static files lie, in a checkout and in an installed wheel. Knows no file format."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped_data() -> Path:
    """Return the folder that holds the shipped `boundaries/` and `layers/`."""
    return _root()


def static_folder() -> Path:
    """Return the folder of scripts, styles and schemas."""
    return _root() / "static"


def _root() -> Path:
    """Return `shipped/` inside the package where a wheel put it, else the checkout."""
    packed = PACKAGE / "shipped"
    return packed if packed.is_dir() else PACKAGE.parent
