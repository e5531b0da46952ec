"""What looks at SQLite's own files is asked once, in the suite that runs on SQLite."""

import os

collect_ignore = ["test_keyrings.py"] if os.environ.get("DATABASE_URL") else []
