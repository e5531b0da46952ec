"""What a writer types, on its way into a page."""
