"""How `make run` serves: `gunicorn --config config/gunicorn.py`. HOST and PORT say where."""

import ctypes
import gc
import os
import socket
import sys
from contextlib import suppress

from django.core.management import CommandError, call_command
from django.db import connections
from gunicorn.arbiter import Arbiter


def addresses(host: str, port: int) -> list[str]:
    """Return where to listen. `localhost` has two addresses, and a browser may try either."""
    if host != "localhost":
        return [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]
    found = [f"127.0.0.1:{port}"]
    try:
        with socket.socket(socket.AF_INET6) as trial:
            trial.bind(("::1", 0))
    except OSError:
        return found
    return [*found, f"[::1]:{port}"]


HOST = os.environ.get("HOST", "").strip() or "localhost"
PORT = int(os.environ.get("PORT", "").strip() or 8000)

wsgi_app = "config.wsgi"
bind = addresses(HOST, PORT)
workers = 2
worker_class = "gthread"
threads = 4
# Loaded once and then forked: a quicker start, and the two workers share most of their memory.
preload_app = True
# No socket in the home folder, and no line about a request: an address may say too much.
control_socket_disable = True
accesslog = None
loglevel = "warning"
if os.path.isdir("/dev/shm"):  # noqa: S108 - the heartbeat's place in memory, not a file of ours
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def on_starting(server: Arbiter) -> None:
    """Stop with a sentence where we cannot listen; else prepare the data, before workers fork."""
    share_one_heap()
    for address in bind:
        _refuse_if_taken(address)
    try:
        # In this process and not before it: Django is loaded once, and a start takes half as long.
        call_command("prepare")
        _read_the_guidance()
    except CommandError as error:
        sys.exit(str(error))
    finally:
        connections.close_all()  # a fork must not share one


def _read_the_guidance() -> None:
    """Let every worker know the guidance from the start, even if the database goes away."""
    from guidance import shelf  # its models need Django to be set up

    shelf.current()


def share_one_heap() -> None:
    """Let all threads of this process, and of its workers, take memory from one place.

    glibc gives each thread a heap of its own. What one thread needed once for ten thousand pages
    stays there, of no use to the others: two workers then held 25 MiB more.
    """
    arena_max = -8  # M_ARENA_MAX in glibc's malloc.h
    with suppress(AttributeError):  # other systems have no such heaps
        ctypes.CDLL(None).mallopt(arena_max, 1)


def _refuse_if_taken(address: str) -> None:
    """Try before gunicorn does, which would try five times and then say less."""
    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host.strip("[]"), int(port)))
        except OSError as error:
            sys.exit(
                f"Ajar cannot listen on {address} ({error.strerror})."
                f" Choose another port: make run PORT={PORT + 1}"
            )


def _set_apart_what_stays() -> None:
    """Let the collector of each worker look at its own objects only, not at the whole program.

    A screen that opens ten thousand pages makes it run: without this it takes as long as they do.
    """
    gc.collect()
    gc.freeze()


def when_ready(server: Arbiter) -> None:
    """Say where it is, and how to become an editor."""
    _set_apart_what_stays()
    print(
        f"\nAjar is open at http://{HOST}:{PORT}\n"
        "To edit the guidance, sign up there, then run: make editor EMAIL=you@example.org\n"
        "Ctrl+C stops it.\n",
        flush=True,
    )
