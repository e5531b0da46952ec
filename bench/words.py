"""Made-up text, the same in every run."""

from random import Random

_WORDS = (
    "we walked home and said very little the kettle was on before I took my coat off they asked"
    " twice and I answered once maybe it was the long week or the message I left unread until"
    " dinner I wanted to say that the quiet worries me and then the phone rang their sister was"
    " at the door with a cake the window stood open all evening someone laughed upstairs later I"
    " thought about the summer when it was easy to sit beside them without a word this morning a"
    " note on the table said back at six with a small drawing of a lamp"
).split()
_ACCENTS = str.maketrans("aeioucnsyz", "áéîöüçñšýž")


def text(luck: Random, length: int, *, accented: bool = False) -> str:
    """Return sentences of about that many characters; `accented` puts a mark on most letters."""
    sentences: list[str] = []
    while sum(map(len, sentences)) < length:
        words = luck.choices(_WORDS, k=luck.randint(6, 14))
        sentences.append(" ".join(words).capitalize() + luck.choice([". ", ". ", ".\n"]))
    made = "".join(sentences)[:length].rstrip()
    return made.translate(_ACCENTS) if accented else made


def page_of_words(size: int) -> bytes:
    """Return an HTML page of that many bytes."""
    head, tail = "<!doctype html><title>Floor</title><main>", "</main>"
    room = size - len(head) - len(tail)
    words = text(Random(1), room)  # noqa: S311 - chance, not a secret
    return f"{head}{words:<{room}}{tail}".encode()
