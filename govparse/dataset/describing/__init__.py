"""What a dataset says of itself: its columns, its codes, how it was made. All from the schemas, the forms and the
tables that were written; nothing here reads a report.
"""
