"""How tables are written: each format takes batches as they come, and its outcome does not depend on their sizes."""
