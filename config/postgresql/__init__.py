"""Django's PostgreSQL, with a limit to our patience."""
