"""The server listens where a browser looks for it."""

import platform
import subprocess
import sys
from unittest import TestCase, skipUnless

from config import gunicorn


class AddressTests(TestCase):
    def test_localhost_is_met_at_both_of_its_addresses(self) -> None:
        found = gunicorn.addresses("localhost", 8000)

        # A machine without IPv6 has the first alone.
        self.assertEqual(found, ["127.0.0.1:8000", "[::1]:8000"][: len(found)])

    def test_another_host_is_taken_as_it_is(self) -> None:
        self.assertEqual(gunicorn.addresses("0.0.0.0", 80), ["0.0.0.0:80"])  # noqa: S104
        self.assertEqual(gunicorn.addresses("::", 80), ["[::]:80"])


# Four threads take memory at once; glibc then lists the heaps it took it from.
THREADS = """
import ctypes
from threading import Barrier, Thread
from config import gunicorn
{before}
together = Barrier(4)
def take():
    some = [bytearray(5000) for _ in range(50)]
    together.wait()
threads = [Thread(target=take) for _ in range(4)]
for one in threads: one.start()
for one in threads: one.join()
ctypes.CDLL(None).malloc_stats()
"""


@skipUnless(platform.libc_ver()[0] == "glibc", "only glibc has several heaps")
class HeapTests(TestCase):
    def heaps(self, before: str) -> int:
        script = THREADS.format(before=before)
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        return ran.stderr.count("Arena ")

    def test_all_threads_share_one_heap(self) -> None:
        self.assertGreater(self.heaps(""), 1)
        self.assertEqual(self.heaps("gunicorn.share_one_heap()"), 1)
