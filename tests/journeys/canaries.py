"""Words that stand in a confidence and nowhere else, and every guise in which they could come out."""

from __future__ import annotations

import base64
import html
import json
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote_plus


def guises(canary: str) -> dict[str, bytes]:
    """How a canary could stand in an answer, by the name of the guise; none is shorter than four bytes.

    >>> guises("né & so")["in a query"]
    b'n%C3%A9+%26+so'
    """
    found = {
        "raw": canary.encode(),
        "in UTF-16": canary.encode("utf-16-le"),
        "in hexadecimal": canary.encode().hex().encode(),
        "escaped for HTML": html.escape(canary).encode(),
        "escaped by numbers": "".join(f"&#{ord(one)};" for one in canary).encode(),
        "escaped in hexadecimal": "".join(f"&#x{ord(one):x};" for one in canary).encode(),
        "in an address": quote(canary, safe="").encode(),
        "in a query": quote_plus(canary).encode(),
        "wholly percent-encoded": "".join(f"%{byte:02X}" for byte in canary.encode()).encode(),
        "in JSON": json.dumps(canary)[1:-1].encode(),
        "wholly escaped in JSON": "".join(f"\\u{ord(one):04x}" for one in canary).encode(),
        "taken apart": unicodedata.normalize("NFD", canary).encode(),
    }
    for cut in range(3):
        whole = base64.b64encode(b"\0" * cut + canary.encode())
        # The first letters mix with what stood before it, the last with what follows.
        kept = whole[(0, 2, 3)[cut] : (len(canary.encode()) + cut) * 8 // 6]
        found[f"base64, cut at {cut}"] = kept
        found[f"base64 for addresses, cut at {cut}"] = kept.translate(bytes.maketrans(b"+/", b"-_"))
    return found


def readings(content: bytes) -> tuple[bytes, ...]:
    """An answer as it came, without regard to case, and with its escapes taken out again."""
    text = content.decode("utf-8", "replace")
    plain = unquote_plus(html.unescape(text))
    return content, content.lower(), text.casefold().encode(), plain.casefold().encode()


def found_in(content: bytes, canaries: Iterable[str]) -> list[str]:
    """Which canaries stand in it, and in which guise; empty where none does.

    >>> found_in("<p>THE KESTREL</p>".encode(), ["kestrel", "osprey"])[:1]
    ['kestrel: raw']
    >>> found_in("<p>THE KESTREL</p>".encode(), ["osprey"])
    []
    """
    texts = readings(content)
    return [
        f"{canary}: {guise}"
        for canary in canaries
        for guise, trace in guises(canary).items()
        if any(one in text for text in texts for one in (trace, trace.lower(), _folded(trace)))
    ]


def _folded(trace: bytes) -> bytes:
    return trace.decode("utf-8", "replace").casefold().encode()
