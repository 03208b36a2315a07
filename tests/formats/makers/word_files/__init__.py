"""Word files, a module for each subject; importing the package registers them all."""

from word_files import changes, grids, paragraphs, stories, tables, writers

__all__ = ["changes", "grids", "paragraphs", "stories", "tables", "writers"]
