"""A server of our own starts, answers and leaves nothing behind."""

from pathlib import Path
from unittest import TestCase
from urllib.parse import unquote, urlsplit

import psycopg

from tests.pgtemp import postgres


class PostgresTests(TestCase):
    def test_it_answers_while_it_is_needed_and_leaves_nothing_behind(self) -> None:
        with postgres() as url:
            folder = Path(unquote(urlsplit(url).netloc.partition("@")[2]))
            with psycopg.connect(url) as connection:
                answer = connection.execute("select 'ajar', 1 + 1").fetchone()
            self.assertTrue(folder.is_dir())

        self.assertEqual(answer, ("ajar", 2))
        self.assertFalse(folder.exists())
