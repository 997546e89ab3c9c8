"""Writers: Document → bytes in a sink, one module or package a format."""
