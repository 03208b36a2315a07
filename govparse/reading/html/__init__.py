"""Web pages, also saved as archives."""
