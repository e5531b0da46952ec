"""What the system says of the server's processes: their processor time and their memory."""

from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


def workers_of(pid: int) -> list[int]:
    """Return the processes that this one started."""
    return [int(one) for one in (_PROC / f"{pid}/task/{pid}/children").read_text().split()]


def cpu_seconds(pids: list[int]) -> float:
    """Return the processor time that all threads of these processes have used, to the nanosecond.

    A thread that has ended is not counted; gunicorn's stay.
    """
    spent = 0
    for pid in pids:
        for thread in (_PROC / f"{pid}/task").iterdir():
            spent += int((thread / "schedstat").read_text().split()[0])
    return spent / 1e9


@dataclass(frozen=True)
class Memory:
    """What processes hold, in MiB."""

    rss: float
    """With what they share counted for each of them."""
    pss: float
    """With what they share counted once."""


def memory_of(pids: list[int]) -> Memory:
    """Return the memory of these processes together."""
    rss, pss = 0, 0
    for pid in pids:
        lines = (_PROC / f"{pid}/smaps_rollup").read_text().splitlines()
        found = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
        rss += int(found["Rss"][0])
        pss += int(found["Pss"][0])
    return Memory(rss / 1024, pss / 1024)
