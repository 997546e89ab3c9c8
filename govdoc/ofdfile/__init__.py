"""What writer, reader and check of OFD share: names, the package, its parts in order, what its pages show."""
