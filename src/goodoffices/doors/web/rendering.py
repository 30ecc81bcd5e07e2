"""Templates, always escaped; files of the pages, held in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goodoffices.doors.web.wording import in_words
from goodoffices.terms.entry import kind_of

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class StaticFile:
    """One file of the pages, with its type and the digest that its address carries."""

    content: bytes
    media_type: str
    digest: str


def static_files() -> Mapping[str, StaticFile]:
    """Every style sheet and script, by its name below `static`."""
    place = _HERE / "static"
    found: dict[str, StaticFile] = {}
    for path in sorted(place.rglob("*")):
        if path.suffix in _TYPES:
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()[:16]
            found[path.relative_to(place).as_posix()] = StaticFile(content, _TYPES[path.suffix], digest)
    return found


def templates(files: Mapping[str, StaticFile], *, stopped: Callable[[], object]) -> Environment:
    """The environment of all templates: everything escaped, an unknown name is an error.

    Every page says so where `stopped` answers anything: that the desk takes no acts, never why.
    """
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )

    def static(name: str) -> str:
        return f"/static/{name}?v={files[name].digest}"

    # Jinja's tables are not typed.
    named = cast("dict[str, object]", environment.globals)  # pyright: ignore[reportUnknownMemberType]
    filters = cast("dict[str, object]", environment.filters)  # pyright: ignore[reportUnknownMemberType]
    named["static"] = static
    named["stopped"] = stopped
    filters["words"] = in_words
    filters["kind"] = kind_of
    return environment
