"""A sound data folder for each test."""

from __future__ import annotations
