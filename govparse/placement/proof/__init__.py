"""Placing by arithmetic: what the sums of a table say about rows whose cells lost their columns."""
