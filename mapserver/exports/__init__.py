"""Exports: the model out to foreign formats. Reads no file and knows no request."""
