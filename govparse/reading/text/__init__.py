"""Text: lines cut into cells by what separates them."""
