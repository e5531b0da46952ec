"""Finding pages again: by words, in any case and accent, and by what was noticed. Pure.

Words in, pages out: `parse` reads what was typed, `finds` says which pages hold it, `show`
cuts the place out and marks it. `Filters` asks for signs, fears, people and dates;
`query_string` and `read` put them into an address and back, in codes that say nothing.
`journal.find.token` seals the words for an address.
"""

from journal.find.address import query_string, read
from journal.find.excerpt import Excerpt, Part, show
from journal.find.filters import Filters, Traits
from journal.find.match import finds
from journal.find.query import LIMIT, Parsed, Query, Term, parse
from journal.find.sieve import Sieve

__all__ = [
    "LIMIT",
    "Excerpt",
    "Filters",
    "Parsed",
    "Part",
    "Query",
    "Sieve",
    "Term",
    "Traits",
    "finds",
    "parse",
    "query_string",
    "read",
    "show",
]
