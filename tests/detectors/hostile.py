"""Fifty hostile strings, and a guidance made of nothing else.

Where a string would become a tag or an attribute, the tag or the attribute is called `zq`, so
that a look at the page tells. Long ones go as far as a field does.
"""

import json
import re
from typing import Any

from django.db import models

from guidance import bundle
from guidance.bundle.writing import fields
from guidance.rows import NOUNS

STRINGS = (
    "<script zq>alert(1)</script>",
    "</script><script zq src=//zq.example/x></script>",
    "<img zq src=//zq.example/x onerror=alert(1)>",
    "<svg zq onload=alert(1)>",
    "<svg><a zq href='javascript:alert(1)'>zq",
    "<iframe zq srcdoc='<b onclick=alert(1)>'>",
    "<zq-x onfocus=alert(1) autofocus tabindex=1>",
    "<style zq>*{display:none}</style>",
    "<link zq rel=stylesheet href=//zq.example>",
    '<meta zq http-equiv=refresh content="0;//zq">',
    "<base zq href=//zq.example/>",
    "<form zq action=//zq.example><button>zq",
    "<object zq data=//zq.example/x>",
    "<math><mtext zq><b onmouseover=alert(1)>",
    "</title><zq>out",
    "</textarea><zq>out",
    "</select></option><zq>out",
    "</a></p></div></main><zq>out",
    "<!-- zq",
    "--><zq>out",
    "<![CDATA[<zq>]]>",
    '" zq="1" onfocus="alert(1)" autofocus x="',
    "' zq='1' onclick='alert(1)' x='",
    "` zq=1 onclick=alert(1) `",
    '"><zq>out',
    "'><zq>out",
    "\\\"><zq>out\\'",
    "zq onmouseover=alert(1) x=",
    "&lt;zq&gt;&quot; zq=1",
    "&#60;zq&#62; &#x22; zq=1",
    "%3Czq%3E%22%20zq=1",
    "{{ zq|default:7 }}{{ 1234|add:1 }}",
    "{% include 'zq.html' %}{% zq %}",
    "{# zq #}${alert('zq')}#{zq}<%= zq %>",
    "%(zq)s %s {zq} {0.__class__}",
    "javascript:alert('zq')//",
    "data:text/html,<zq>",
    "'; DROP TABLE guidance_prompt; -- zq",
    "' OR '1'='1' zq",
    "x); background: url(//zq.example); }",
    "</style><zq>{zq:expression(1)}",
    "\u202ezq after the turn\u202c",
    "z\u200bq\u200d\ufeff\u2060 unseen",
    "zq\x01\x08\x1b[31m\x7f\x9b bells",
    "zq\u2028line\u2029and\x85next",
    "zq 💧👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "zq Z̸̡̛͎̲͝a̷͖̓l̶͙̈g̵̱̀o̸̦͘ Ω≈ç√ ﷽",
    '=HYPERLINK("//zq.example";"zq")',
    "zq Set-Cookie: a=b X-Zq: 1 Location: //zq",
    "zq" + "W" * 4000,
)
COUNT = len(STRINGS)
FIXED: dict[str, Any] = {"minutes": 2, "depth": "2-minute", "perspective": "either"}
"""What a row needs besides its texts, and what may be chosen."""


def hostile_guidance(turn: int = 0) -> dict[str, Any]:
    """Return a whole guidance of 50 rows of each noun, as a file of it.

    Over its fifty rows each text field has each of the strings once, and no two fields of a row
    have the same. Another `turn` gives the same rows other strings.
    """
    whole: dict[str, Any] = {"format": bundle.FORMAT, "version": bundle.VERSION}
    for noun, model in NOUNS.items():
        whole[noun] = [_row(noun, model, number, turn) for number in range(COUNT)]
    tags = [f"{noun}-{number}" for noun in ("sign", "fear") for number in range(COUNT)]
    whole["weights"] = {f"sign-{n} me strategy-{n}": 3 for n in range(COUNT)}
    whole["weights"] |= {
        f"reason {tag}": STRINGS[(place + turn) % COUNT][:200] for place, tag in enumerate(tags)
    }
    return whole


def _row(noun: str, model: Any, number: int, turn: int) -> dict[str, Any]:
    row = {"slug": f"{noun}-{number}", "order": number} | _others(noun, number)
    for place, (name, column) in enumerate(fields(model).items()):
        if (
            name in row
            or column.is_relation
            or not isinstance(column, models.CharField | models.TextField)
        ):
            continue
        if column.choices and name != "country":
            row.setdefault(name, next(iter(dict(column.flatchoices))))
            continue
        text = STRINGS[(number + place + turn) % COUNT]
        if isinstance(column, models.URLField):
            text = "https://zq.example/?" + re.sub(r"[\s\x00-\x20]", "+", text)
        row[name] = text[: column.max_length or 3000]
    return row


def _others(noun: str, number: int) -> dict[str, Any]:
    match noun:
        case "prompt":
            signs, fears = [f"sign-{number}"], [f"fear-{number}"]
            links = {"strategy": f"strategy-{number}", "signs": signs, "fears": fears}
            return FIXED | {"phase": "respond"} | links
        case "action":
            return {"strategy": f"strategy-{number}"}
        case "behaviour":
            return {"fear": f"fear-{number}", "safety_check": "none"}
        case "sign":
            return {"kind": ("distance", "warmth")[number % 2], "safety_check": "none"}
        case "strategy":
            return {"bonus_when": ""}
        case "helpline":
            return {"country": "GB", "phone_link": "112", "text_number": "112"}
    return {}


def hostile_file(turn: int = 0) -> bytes:
    """Return that guidance as the bytes of a file."""
    return json.dumps(hostile_guidance(turn), indent=1).encode()
