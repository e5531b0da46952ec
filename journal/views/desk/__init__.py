"""Screens of the editor's desk that show what a writer would meet. No journal is opened here."""
