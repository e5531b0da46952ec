"""The server is killed while it saves: what it acknowledged is there afterwards."""

from unittest import TestCase

from django.db import connection

from tests.torture import torture

KILLS = 4  # the last one takes PostgreSQL with it


class KillTests(TestCase):
    def test_every_acknowledged_text_opens_after_each_kill(self) -> None:
        for result in torture(KILLS, seed=20261122, postgres=connection.vendor == "postgresql"):
            self.assertEqual((result.lost, result.damage, result.unexpected), ([], [], []))

        self.assertEqual(result.kills, KILLS)
        self.assertGreater(result.acknowledged, KILLS)
