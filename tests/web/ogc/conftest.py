"""Fixtures of the features: those of the API."""

from tests.web.api.conftest import ask, shipped_app, small, small_app, small_snapshot

__all__ = ["ask", "shipped_app", "small", "small_app", "small_snapshot"]
