"""PDFs with a text layer: characters and drawn rules."""
