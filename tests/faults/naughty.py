"""Texts of the kinds that have broken programs before, of our own making."""

# ruff: noqa: RUF001 - letters that look like others are what this is about

CONTROLS = tuple(f"con{chr(code)}trol" for code in (*range(32), *range(127, 160)))
"""Each control character, between two halves of a word."""

NAUGHTY = (
    # Spaces and line ends
    " ",
    "  two before and two after  ",
    "\ttab\t",
    "\nfirst line empty",
    "\n\n\nthree lines empty",
    "\r\nfrom Windows\r\n",
    "from an old Mac\r",
    "a\r\nb\rc\nd\n\re\r\r\nf",
    "ends with line ends\n\n\n",
    "no-break\u00a0space, thin\u2009space, ideographic\u3000space, line\u2028and paragraph\u2029",
    "next line\u0085here, vertical\x0btab, form\x0cfeed",
    # What no text can hold
    "\x00",
    "nul\x00inside",
    "\x1b[31mred\x1b[0m \x07bell \x08back \x7fdelete",
    "half \ud83d a letter",
    "the other half \ude00",
    "the wrong way round \ude00\ud83d",
    "two halves \ud83d\ude00 meet",
    "\ud83d",
    # At the edges of Unicode
    "\ufffe and \uffff are no letters",
    "\U0001fffe \U0010ffff",
    "\ufeffbegins with a byte order mark",
    "ends with one\ufeff",
    "\ufffd was already replaced",
    "private \ue000 \uf8ff \U00100000",
    # Letters that lean on each other
    "e\u0301 is not \u00e9, and stays so",
    "A\u030angstro\u0308m, \u212bngstr\u00f6m",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035aal\u0334go",
    "\u0301begins with an accent",
    "\u1112\u1161\u11ab \ud55c",
    "ﬁ ﬀ ſ ß ẞ İ ı Ǆ ŉ",
    "क्षि ഗ്ദ্ধ ทั้ง ကျွန်ုပ်",
    # Directions
    "\u202eright to left, over all\u202c",
    "\u2066isolated\u2069 \u200ffrom the right\u200e",
    "שלום and مرحبا and back (1, 2)",
    "\u202e never closed",
    # Nothing to be seen
    "zero\u200bwidth\u200cnon\u200djoiner\u2060word\u00adsoft",
    "\u200b",
    "\u180e\u2800\u3164\uffa0",
    # Pictures
    "😀👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇺🇦",
    "👍🏿\u200d ❤️ ❤︎ 1️⃣",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    # Marks that mean something to someone
    "'",
    '"',
    "`´‘’“”«»",
    "\\",
    "\\n is not a line end, \\x00 and \\u0000 are not NUL",
    "'; DROP TABLE journal_entry; --",
    '" OR ""="',
    "Robert'); DELETE FROM accounts_user WHERE 'a'='a",
    "100% %s %d %(name)s %00 %0A",
    "{0} {name} {} {{ settings.SECRET_KEY }} {% load static %} {# gone? #} {% verbatim %}",
    "${7*7} #{7*7} <%= 7*7 %> $(id) `id`",
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</TEXTAREA ><img src=x onerror=alert(1)>",
    "<!-- <textarea> <![CDATA[ ]]> <?php ?> </form>",
    '"><input name="text" value="theirs">',
    "&amp; &lt; &#10; &#x0D; &nbsp; &notanentity; &",
    "javascript:alert(1) data:text/html,<b>",
    "../../../etc/passwd ..\\..\\windows\\win.ini file:///etc/passwd C:\\",
    "con nul aux prn com1",
    "=1+1 +1 -1 @SUM(1) |cmd",
    '---\r\nContent-Disposition: form-data; name="title"\r\n\r\ntheirs\r\n-----',
    '--a-boundary\r\nContent-Disposition: form-data; name="text"\r\n\r\ntheirs',
    "Subject: hi\r\nBcc: someone@example.org",
    "J1\x01\x02 \\xff \\N{BULLET}",
    "null None undefined NaN true false 0 -0 1e309 0x0 []",
    '{"v": 2, "text": "theirs"}',
    "999999999999999999999999999999 ١٢٣ ½ Ⅷ 二",
    # Long
    "a" * 5000,
    "ä" * 511,
    "😀" * 513,
    "long words " * 500,
    "\n" * 300 + "x",
)
