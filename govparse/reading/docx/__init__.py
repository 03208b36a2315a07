"""Word documents: an own walk of their markup."""
