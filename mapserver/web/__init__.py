"""The Flask application: pages, data addresses, operations. Computes nothing that a build could hold."""

from mapserver.web.app import create_app
from mapserver.web.settings import Settings

__all__ = ["Settings", "create_app"]
