"""Foreign formats: what statistical offices and mapping agencies publish, read into our own text files."""
