"""One distinctive word, and a finder that knows it in every spelling a leak may take.

The word is ASCII and found nowhere else, so text in any common encoding keeps it. Beside the
plain word the finder knows hexadecimal, base64 at its three alignments, percent signs and
UTF-16, and it looks inside what was compressed or coded.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache

CANARY = "Quokkafern"
"""What is typed. `word("title")` makes one that says where it was typed."""

# A zlib header is one of these, a gzip header the last.
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}")
_HEX = re.compile(rb"(?:[0-9a-f]{2}){10,}", re.IGNORECASE)
_DEPTH = 3
_CONTEXT = 40


def word(field: str) -> str:
    """Return the canary of one field, so that a leak says where it was typed."""
    return f"{CANARY}-{field}"


@cache
def spellings() -> dict[str, bytes]:
    """Return how the word may look inside bytes that were put in lower case, by name."""
    raw = CANARY.lower().encode()
    found = {
        "plain": raw,
        # Without the last zero, so that either end may come first.
        "UTF-16": CANARY.lower().encode("utf-16-le")[:-1],
        "hexadecimal": raw.hex().encode(),
        "hexadecimal as typed": CANARY.encode().hex().encode(),
        "percent signs": "".join(f"%{byte:02x}" for byte in raw).encode(),
        "percent signs as typed": "".join(f"%{byte:02x}" for byte in CANARY.encode()).encode(),
    }
    for case, text in (("as typed", CANARY), ("lower", CANARY.lower()), ("upper", CANARY.upper())):
        for shift, coded in enumerate(_aligned(text.encode())):
            found[f"base64 {case} {shift}"] = coded.lower()
            found[f"base64 for addresses {case} {shift}"] = coded.translate(
                bytes.maketrans(b"+/", b"-_")
            ).lower()
    return found


def _aligned(raw: bytes) -> Iterator[bytes]:
    """Base64 reads three bytes at a time, so a word has three spellings in it."""
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + raw).rstrip(b"=")
        # The first and last letters also hold bits of the neighbours.
        yield coded[4 if shift else 0 : -1 if (shift + len(raw)) % 3 else None]


def found_in(data: bytes | str) -> list[str]:
    """Return one line for each spelling found: which, and what stands around it."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return sorted(set(_look(raw, "")))


def _look(data: bytes, inside: str, depth: int = _DEPTH) -> Iterator[str]:
    folded = data.lower()
    for name, spelling in spellings().items():
        at = folded.find(spelling)
        if at >= 0:
            around = data[max(at - _CONTEXT, 0) : at + len(spelling) + _CONTEXT]
            yield f"{inside}{name}: {around!r}"
    if depth:
        for name, inner in _opened(data):
            yield from _look(inner, f"{inside}{name} > ", depth - 1)


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed or coded in the data, opened."""
    for match in _PACKED.finditer(data):
        # 32 tells zlib to take either header; what follows the stream does not matter.
        inflating = zlib.decompressobj(wbits=15 + 32)
        try:
            inner = inflating.decompress(data[match.start() :], 16 * 1024 * 1024)
        except zlib.error:
            continue
        if inner:
            yield "inflated", inner
    for match in _BASE64.finditer(data):
        if match[0].islower():
            continue  # a path, an id or a class: what is packed has letters of both kinds
        run = match[0].translate(bytes.maketrans(b"-_", b"+/"))
        for shift in range(4):
            coded = run[shift:]
            inner = base64.b64decode(coded[: len(coded) // 4 * 4])
            if _PACKED.search(inner):
                yield "base64", inner
    for match in _HEX.finditer(data):
        inner = binascii.unhexlify(match[0])
        if _PACKED.search(inner) or _BASE64.search(inner):
            yield "hexadecimal", inner


def found_in_all(named: Iterable[tuple[str, bytes | str]]) -> list[str]:
    """Return the same for many pieces of data, each line led by the name of its piece."""
    return [f"{name}: {line}" for name, data in named for line in found_in(data)]
