"""What `govparse check` prints: findings as text, JSON, CSV, SARIF, or a page of the form with marks."""
