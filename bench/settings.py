"""Ajar's settings, with one more address: the floor that every other one is compared with."""

import os

import dj_database_url

from config import database
from config.settings import *  # noqa: F403
from config.settings import DATABASES

ROOT_URLCONF = "bench.urls"

# The bench itself, not the server, also reaches the database with the other writers' rows.
if _crowded := os.environ.get("BENCH_CROWDED_URL"):
    DATABASES["crowded"] = database.tuned(dj_database_url.parse(_crowded))
