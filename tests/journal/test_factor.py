"""The sealed secret of a second factor: what opens it, and what does not."""

import base64

from django.test import SimpleTestCase

from journal import factor
from journal.vault.envelope import Unreadable
from journal.vault.slots import BadKeys, MasterKeys
from tests.journal.keys import KEYS, NEW_NAME, SAME_NAME

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OLD, NEW, OTHER = map(MasterKeys.parse, (KEYS, NEW_NAME, SAME_NAME))
BOTH = MasterKeys.parse(f"{NEW_NAME},{KEYS}")
# Frozen on 2026-11-22. It opens for ever: add others, never change it.
FROZEN = (
    "F1:test:jnI9ot2uKU0D/yrdAVs0Jw==:7G0XpIvxJRHCTSzuJMrcszDQXKQX7HlLiO7nc/5QcMpuIo1wmzF"
    "4PQ==:tp8xZH1MjSo=:SjEBAAHsBLy2Pcs63/vgdHdkfNHakoQPcIFGAogCvSPnW2MCuG4JSTEU+y0/w0J7a"
    "Z+5DV/az3zFSbTulyonXApLiv5l3n5b4AlMACyWPYiVNUUCF0TTW/DBRpzKVfnU3FfLg6RXv6iBRcw/Sm0LS"
    "a6NB8MPHn921Ac3hjtoazMxqWSb5/8X3EZpPP4P7/s8nYgi9uImG/6GV/8fRytBF7whCNmU2LTNCBVVc64Le"
    "edyeyOzYa0XCFnZwpczMErT6NwtDrolpyLUibuyvwkP6DA8LW+BwEbp0r0jpdnnOrXXlPHdeHEdWAvWxP/vi"
    "ODc8c/KBDLg0py/usj5aLPQMBd0hEmkhxt+Yvr68suK/PDbx2b0E+8/1EKMCM1Pso02mo59CnNrNulJqbB9P"
    "ihNYak81DV2rfxKY7ZuBKRyS7v1z48a4ciKfSKCArBk0RV+yKe/OOT5wzY/UOGRbywVm+WRj6U5bqN8SiIUU"
    "ywQ237JQDbR6Mn1si5zj0D693y1SKtFsigJ2BXjyvqe0LdWA3byUgluyRb1DNrKCpawSWJsx/cX6kR85T8MO"
    "E+eb8YkJABMknmoauVOdZyUHXLISIF3HoqmzongFQTAt1AGEBczef67jaCBZ0RPKrMd+Ga22B88gJvX666kO"
    "K90WL7CiV7TtUG5Gjs+ClZMG47g+x5bjiRsOxcQME9Nty0k24AQtYpcMTiYTUKJzK5MYxtRlXo="
)


class FactorTests(SimpleTestCase):
    def test_what_was_sealed_once_opens_for_ever(self) -> None:
        self.assertEqual(factor.unseal(FROZEN, OLD), SECRET)
        self.assertEqual(factor.unseal(FROZEN, BOTH), SECRET)

    def test_the_same_secret_looks_different_each_time_and_never_like_itself(self) -> None:
        one, other = factor.seal(SECRET, OLD), factor.seal(SECRET, OLD)

        self.assertEqual([factor.unseal(text, OLD) for text in (one, other)], [SECRET, SECRET])
        shared = set(one.split(":")[2:]) & set(other.split(":")[2:])
        # The check value says which key it was, and nothing else is the same.
        self.assertEqual(len(shared), 1)
        for text in (one, *map(_decoded, one.split(":")[2:])):
            self.assertNotIn(SECRET, text)
            self.assertNotIn(base64.b32decode(SECRET).decode("latin-1"), text)

    def test_a_short_secret_is_no_shorter_than_a_long_one(self) -> None:
        self.assertEqual(len(factor.seal("x", OLD)), len(factor.seal("x" * 80, OLD)))

    def test_another_key_opens_nothing(self) -> None:
        for ring in (NEW, OTHER):
            with self.subTest(ring=ring.names), self.assertRaises(BadKeys):
                factor.unseal(FROZEN, ring)

    def test_a_damaged_one_does_not_open(self) -> None:
        form, key_id, *parts = FROZEN.split(":")
        blob = bytearray(base64.b64decode(parts[-1]))
        blob[-1] ^= 1
        bent = base64.b64encode(blob).decode()
        for text in (
            ":".join([form, key_id, *parts[:-1], bent]),
            ":".join([form, key_id, *parts[:-1], "no base64!"]),
            ":".join(["F2", key_id, *parts]),
            ":".join([form, key_id, *parts[:-1]]),
            SECRET,
            "",
        ):
            with self.subTest(text=text[:12]), self.assertRaises(Unreadable):
                factor.unseal(text, OLD)

    def test_a_slot_of_another_secret_does_not_open_it(self) -> None:
        mine, other = FROZEN.split(":"), factor.seal("x", OLD).split(":")

        with self.assertRaises(Unreadable):
            factor.unseal(":".join([*other[:5], mine[5]]), OLD)

    def test_rewrapped_it_opens_with_the_new_key_alone_and_the_document_stays(self) -> None:
        turned = factor.rewrap(FROZEN, BOTH)

        assert turned
        self.assertEqual((factor.key_of(FROZEN), factor.key_of(turned)), ("test", "new"))
        self.assertEqual(factor.unseal(turned, NEW), SECRET)
        self.assertEqual(turned.split(":")[-1], FROZEN.split(":")[-1])
        self.assertIsNone(factor.rewrap(turned, BOTH))

    def test_the_check_tells_a_missing_key_from_another_of_the_same_name(self) -> None:
        factor.check(FROZEN, BOTH)
        for ring in (NEW, OTHER):
            with self.subTest(ring=ring.names), self.assertRaises(BadKeys):
                factor.check(FROZEN, ring)


def _decoded(part: str) -> str:
    return base64.b64decode(part).decode("latin-1")
