"""Turn the public source files into the bundled tables of data/ (for maintainers)."""
