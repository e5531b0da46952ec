"""Other writers' rows around the ones that are measured: a million of them, cheaply made.

Their sealed documents are copies under other ids. They would not open, and nobody opens them.
"""

import psycopg
from psycopg import sql

PAGES_EACH = 1000
"""How many pages each of the others has at most: copies of the newest ones of the model."""

# The one with the most pages is the model.
_MODEL = """
    CREATE TEMP TABLE model AS SELECT j.id AS journal, j.owner_id AS owner FROM journal_journal j
    JOIN journal_entry e ON e.journal_id = j.id GROUP BY j.id ORDER BY count(*) DESC LIMIT 1
"""
_PAGES = """
    CREATE TEMP TABLE pages AS SELECT e.id FROM journal_entry e JOIN model ON e.journal_id = journal
    ORDER BY about_on DESC, created_at DESC LIMIT %s
"""
_EACH = """
    SELECT (SELECT count(*) FROM pages)
    + (SELECT count(*) FROM journal_step WHERE entry_id IN (SELECT id FROM pages))
    + (SELECT count(*) FROM journal_person JOIN model ON journal_id = journal)
"""
_OTHERS = """
    CREATE TEMP TABLE others AS SELECT gen_random_uuid() AS owner, gen_random_uuid() AS journal
    FROM generate_series(1, %s)
"""
# The ids of copies are made from both ids, so that a copied step finds its copied page.
_OWN = "md5(s.{}::text || o.journal::text)::uuid"
_ID, _JOURNAL = {"id": _OWN.format("id")}, {"journal_id": "o.journal"}
_OF_MODEL = "s.journal_id = (SELECT journal FROM model)"
_COPIES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "accounts_user",
        "s.id = (SELECT owner FROM model)",
        {"id": "o.owner", "email": "o.owner::text || '@example.org'"},
    ),
    (
        "journal_journal",
        "s.id = (SELECT journal FROM model)",
        {"id": "o.journal", "owner_id": "o.owner"},
    ),
    ("journal_keyslot", _OF_MODEL, _ID | _JOURNAL),
    ("journal_person", _OF_MODEL, _ID | _JOURNAL),
    ("journal_entry", "s.id IN (SELECT id FROM pages)", _ID | _JOURNAL),
    (
        "journal_step",
        "s.entry_id IN (SELECT id FROM pages)",
        _ID | _JOURNAL | {"entry_id": _OWN.format("entry_id")},
    ),
)
_COUNTED = ("journal_person", "journal_entry", "journal_step")


def add_crowd(url: str, rows: int) -> int:
    """Add about that many pages, steps and people of others; return how many there are.

    Raise ValueError where there is no page to copy.
    """
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(_MODEL)
        database.execute(_PAGES, [PAGES_EACH])
        (each,) = database.execute(_EACH).fetchone() or (0,)
        if not each:
            raise ValueError("There is no page to copy.")
        database.execute(_OTHERS, [-(-rows // each)])
        added = {table: _copied(database, table, of, made) for table, of, made in _COPIES}
        database.execute("VACUUM ANALYZE")
    return sum(added[table] for table in _COUNTED)


def _copied(
    database: "psycopg.Connection[tuple[int]]", table: str, of: str, made: dict[str, str]
) -> int:
    """Copy the rows of the model to each of the others, with these columns made anew."""
    described = database.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(sql.Identifier(table)))
    columns = [column.name for column in described.description or ()]
    values = [made.get(name, f's."{name}"') for name in columns]
    copy = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} s CROSS JOIN others o WHERE {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(map(sql.SQL, values)),
        sql.Identifier(table),
        sql.SQL(of),
    )
    return database.execute(copy).rowcount
