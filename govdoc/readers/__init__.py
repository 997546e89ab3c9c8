"""Readers: bytes → Document, total: content never raises. One module a format, structure shared."""
