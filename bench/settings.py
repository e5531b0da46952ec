"""Ajar's settings, with one more address: the floor that every other one is compared with."""

import os

import dj_database_url

from config import database
from config.settings import *  # noqa: F403
from config.settings import ACCOUNT_RATE_LIMITS, DATABASES

ROOT_URLCONF = "bench.urls"

# Counted as ever, but never full: at eight connections a block asks more often than one writer may.
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | dict.fromkeys(("search", "reading"), "100000/m/user")

# The bench itself, not the server, also reaches the database with the other writers' rows.
if _crowded := os.environ.get("BENCH_CROWDED_URL"):
    DATABASES["crowded"] = database.tuned(dj_database_url.parse(_crowded))
