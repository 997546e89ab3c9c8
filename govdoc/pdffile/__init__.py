"""PDF files as govdoc writes them, read again: their objects, and the strings that their pages show."""
