"""XML as plain elements, each with its line; whatever could make a small file large is refused.

Two faults that are common in published files are mended, and named: a bare `&`, and blank lines or comments
before the XML declaration. Document types, entities and external references are refused by `defusedxml`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Protocol, cast
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios.number import LARGEST, decimal, whole
from goodoffices.scenarios.written import short

MOST_ELEMENTS: Final = 100_000
DEEPEST: Final = 30

_ENCODINGS = frozenset({"utf-8", "utf-16", "iso8859-1", "ascii", "cp1252"})
_DECLARATION = re.compile(r"\A(?P<before>(?:\s|<!--(?:(?!--).)*-->)*)(?P<all><\?xml\s[^>]*\?>)", re.DOTALL)
_DECLARED = re.compile(
    rb"\A[^<]*(?:<!--[^>]*-->[^<]*)*<\?xml\s[^>]*encoding\s*=\s*[\"'](?P<name>[\w.-]{1,40})[\"']"
)
_BARE = re.compile(r"&(?!(?:[A-Za-z_][\w.-]*|#[0-9]+|#x[0-9A-Fa-f]+);)")


@dataclass(frozen=True, kw_only=True, eq=False)
class Element:
    """One element: its tag, its attributes, the elements inside it, and the line where it begins."""

    file: str
    line: int
    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list["Element"])

    def within(self, *tags: str) -> list[Element]:
        """The children of those tags, in order."""
        return [child for child in self.children if child.tag in tags]

    def wrong(self, expected: str, attribute: str = "") -> ScenarioFileError:
        """The error that says what was expected of this element, or of one of its attributes."""
        name = next(
            (self.attributes[key] for key in ("name", "value", "index") if key in self.attributes), ""
        )
        named = f"<{self.tag}>" + (f" {short(name)}" if name else "")
        return ScenarioFileError(self.file, self.line, f"{named} {attribute}".rstrip(), expected)

    def text(self, attribute: str) -> str:
        """An attribute that must be there."""
        if attribute not in self.attributes:
            raise self.wrong(f"expected the attribute {attribute}, which is missing")
        return self.attributes[attribute]

    def number(self, attribute: str) -> Fraction:
        """An attribute that must be a finite number."""
        found = decimal(self.text(attribute))
        if found is None:
            written = short(self.text(attribute))
            raise self.wrong(f"expected a number from -{LARGEST:,} to {LARGEST:,}, not {written}", attribute)
        return found

    def whole(self, attribute: str) -> int:
        """An attribute that must be a whole number."""
        found = whole(self.text(attribute))
        if found is None:
            raise self.wrong(f"expected a whole number, not {short(self.text(attribute))}", attribute)
        return found


def root_of(data: bytes, file: str) -> tuple[Element, tuple[str, ...]]:
    """The outermost element of an XML file, and what had to be mended to read it.

    Raises `ScenarioFileError` with file and line where it is no XML, is not in the encoding that it
    states, holds a document type, or is too large or too deep.

    >>> root, remarks = root_of(b'<a><item value="AT & T"/></a>', "phone.xml")
    >>> root.children[0].attributes, remarks[0]
    ({'value': 'AT & T'}, 'phone.xml: line 1: a bare & is read as &amp;.')
    """
    text = _decoded(data, file)
    remarks: list[str] = []
    if (declared := _DECLARATION.match(text)) is not None:
        if declared["before"]:
            remarks.append(f"{file}: line 1: what stands before the XML declaration is left out.")
        lines = "\n" * declared[0].count("\n")
        text = lines + text[declared.end() :]
    if bare := [match.start() for match in _BARE.finditer(text)]:
        first = text.count("\n", 0, bare[0]) + 1
        more = f" (and {len(bare) - 1} more)" if len(bare) > 1 else ""
        remarks.append(f"{file}: line {first}: a bare & is read as &amp;{more}.")
        text = _BARE.sub("&amp;", text)
    return _parsed(text, file), tuple(remarks)


def _decoded(data: bytes, file: str) -> str:
    found = _DECLARED.match(data)
    name = "utf-8" if found is None else found["name"].decode("ascii", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = name
    if encoding not in _ENCODINGS:
        expected = f"expected text in UTF-8, UTF-16, ISO 8859-1 or Windows-1252, not {short(name)}"
        raise ScenarioFileError(file, 1, "file", expected)
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as reason:
        line = data[: reason.start].count(b"\n") + 1
        expected = f"expected text in {encoding.upper()}; save the file in that encoding"
        raise ScenarioFileError(file, line, "file", expected) from reason
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Locator(Protocol):
    def getLineNumber(self) -> int: ...  # noqa: N802 - the name that SAX gives it


class _Attributes(Protocol):
    def items(self) -> list[tuple[str, str]]: ...


class _Sax(Protocol):
    """What this reader uses of `defusedxml.sax`, which has no types of its own."""

    def parseString(  # noqa: N802 - its name
        self, string: bytes, handler: ContentHandler, *, forbid_dtd: bool
    ) -> None: ...


class _Reading(ContentHandler):
    """Builds the elements; depth and number are bounded here, with no recursion."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.open: list[Element] = []
        self.root: Element | None = None
        self.count = 0
        self.locator: _Locator | None = None

    def setDocumentLocator(self, locator: object) -> None:  # noqa: N802 - called by SAX
        self.locator = cast("_Locator", locator)

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - called by SAX
        line = self.locator.getLineNumber() if self.locator is not None else 0
        element = Element(
            file=self.file, line=line, tag=name, attributes=dict(cast("_Attributes", attrs).items())
        )
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise element.wrong(f"expected at most {MOST_ELEMENTS:,} elements in one file")
        if len(self.open) >= DEEPEST:
            raise element.wrong(f"expected at most {DEEPEST} levels inside each other")
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - called by SAX
        self.open.pop()


def _parsed(text: str, file: str) -> Element:
    reading = _Reading(file)
    try:
        cast("_Sax", sax).parseString(text.encode(), reading, forbid_dtd=True)
    except DefusedXmlException as reason:
        line = text.count("\n", 0, max(text.find("<!"), 0)) + 1
        expected = "expected no document type, entities or external references (<!DOCTYPE, <!ENTITY)"
        raise ScenarioFileError(file, line, "file", expected) from reason
    except SAXParseException as reason:
        line = min(int(reason.getLineNumber() or 1), text.count("\n") + 1)
        where = "file" if not reading.open else f"<{reading.open[-1].tag}>"
        said = reason.getMessage()
        raise ScenarioFileError(file, line, where, f"expected well-formed XML: {said}") from reason
    if reading.root is None:
        raise ScenarioFileError(file, 1, "file", "expected an XML element; there is none")
    return reading.root
