"""How passwords are kept. The other tests use a quick hasher; these use the real one."""

from threading import Thread
from unittest import TestCase

from accounts.hashers import Argon2Hasher

# "a lantern on the sill", hashed on 2026-11-22: what was kept once opens for ever.
KEPT = (
    "argon2$argon2id$v=19$m=65536,t=3,p=1$NlhBdjJBcDdjeHprM25RWEZyUUNhMA"
    "$IvbEbuWoehgXbTpCdpXqML+0cRMuNK10IAXka94dcIk"
)


class Argon2HasherTests(TestCase):
    def test_it_is_argon2id_with_three_passes_over_64_mib_in_one_lane(self) -> None:
        encoded = Argon2Hasher().encode("a lantern on the sill", "saltsaltsalt")

        self.assertEqual(encoded.split("$")[:4], ["argon2", "argon2id", "v=19", "m=65536,t=3,p=1"])

    def test_it_fits_the_column(self) -> None:
        encoded = Argon2Hasher().encode("a lantern on the sill", Argon2Hasher().salt())

        self.assertLessEqual(len(encoded), 128)

    def test_a_hash_kept_long_ago_still_verifies(self) -> None:
        self.assertTrue(Argon2Hasher().verify("a lantern on the sill", KEPT))
        self.assertFalse(Argon2Hasher().verify("a lantern on the sills", KEPT))
        self.assertFalse(Argon2Hasher().must_update(KEPT))

    def test_a_third_hash_waits_until_one_of_two_is_done(self) -> None:
        hasher = Argon2Hasher()
        done: list[bool] = []
        third = Thread(target=lambda: done.append(hasher.verify("a lantern on the sill", KEPT)))

        with Argon2Hasher._two_at_once:
            with Argon2Hasher._two_at_once:
                third.start()
                third.join(timeout=0.5)
                self.assertEqual((third.is_alive(), done), (True, []))
            third.join(timeout=10)
        self.assertEqual(done, [True])
