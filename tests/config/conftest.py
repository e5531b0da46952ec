"""What runs a server of its own on SQLite is asked once, in the suite that runs on SQLite."""

import os

collect_ignore = ["test_serving.py"] if os.environ.get("DATABASE_URL") else []
