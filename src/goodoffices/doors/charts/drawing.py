"""One picture in the making: shapes by presentation attributes and classes, every text escaped."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from html import escape

SIZE = 12
"""The size of every text, in the units of the picture; pictures are shown at their own width."""

LINE = 15
"""From one line of a text to the next."""

_KEY = re.compile(r"\A[a-z][a-z0-9-]*\Z")
_NARROW = frozenset("ilj.,:;'|!()[] ")
_SLIM = frozenset("rtfcksvxyz")
_NO_CHARACTERS = frozenset(map(chr, (0xFFFE, 0xFFFF)))
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class Width(Enum):
    """How wide a picture is drawn: for a telephone, and for a desk or paper."""

    NARROW = 340
    WIDE = 700


class Anchor(Enum):
    """Which end of a text stands at the point given; the same side in every script."""

    LEFT = "start"
    MIDDLE = "middle"
    RIGHT = "end"


class Drawing:
    """Collects shapes and gives them back as one `svg` element.

    `key` names the picture within its page: small letters, figures and hyphens, unique there.
    """

    def __init__(self, key: str, *, title: str, description: str, width: Width) -> None:
        if _KEY.match(key) is None:
            raise ValueError(f"{key!r} cannot name a picture")
        self._key = key
        self._title = title
        self._description = description
        self.width = width.value
        self._behind: list[str] = []
        self._parts: list[str] = []

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str) -> None:
        """A straight line."""
        self._shape("line", look, x1=x1, y1=y1, x2=x2, y2=y2)

    def line_behind(self, x1: float, y1: float, x2: float, y2: float, look: str) -> None:
        """A straight line that everything else is drawn over."""
        self.line(x1, y1, x2, y2, look)
        self._behind.append(self._parts.pop())

    def circle(self, x: float, y: float, r: float, look: str) -> None:
        """A circle around a point."""
        self._shape("circle", look, cx=x, cy=y, r=r)

    def box(self, x: float, y: float, width: float, height: float, look: str) -> None:
        """A rectangle from its upper left corner."""
        self._shape("rect", look, x=x, y=y, width=max(width, 0), height=max(height, 0))

    def path(self, points: list[tuple[float, float]], look: str, *, closed: bool = False) -> None:
        """A line through points, or the shape that they close."""
        written = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._parts.append(f'<{"polygon" if closed else "polyline"} class="{look}" points="{written}"/>')

    def text(self, x: float, y: float, words: str, look: str = "words", anchor: Anchor = Anchor.LEFT) -> None:
        """One line of text on its baseline."""
        direction = ""
        side = anchor.value
        if right_to_left(words):
            direction = ' direction="rtl" unicode-bidi="isolate"'
            side = {"start": "end", "end": "start"}.get(side, side)
        self._parts.append(
            f'<text class="{look}" x="{_number(x)}" y="{_number(y)}" text-anchor="{side}"{direction}>'
            f"{escape(visible(words))}</text>"
        )

    def paragraph(
        self,
        x: float,
        y: float,
        words: str,
        *,
        width: float,
        look: str = "words",
        anchor: Anchor = Anchor.LEFT,
        most: int = 6,
    ) -> float:
        """Text broken into at most so many lines; the baseline of the line after it."""
        for line in broken(words, width=width, most=most):
            self.text(x, y, line, look, anchor)
            y += LINE
        return y

    def svg(self, height: float) -> str:
        """The picture, of that height in its own units."""
        key, high = self._key, _number(height)
        shapes = "".join((*self._behind, *self._parts))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" width="{self.width}" '
            f'height="{high}" viewBox="0 0 {self.width} {high}" font-size="{SIZE}" '
            f'aria-labelledby="{key}-title {key}-text">'
            f'<title id="{key}-title">{escape(visible(self._title))}</title>'
            f'<desc id="{key}-text">{escape(visible(self._description))}</desc>{shapes}</svg>'
        )

    def _shape(self, name: str, look: str, **numbers: float) -> None:
        written = " ".join(f'{key}="{_number(value)}"' for key, value in numbers.items())
        self._parts.append(f'<{name} class="{look}" {written}/>')


def right_to_left(words: str) -> bool:
    """Whether a text reads from the right, by its first letter with a direction.

    >>> right_to_left("7 days"), right_to_left("7 " + chr(0x05D9))
    (False, True)
    """
    for character in words:
        found = unicodedata.bidirectional(character)
        if found == "L":
            return False
        if found in _RIGHT_TO_LEFT:
            return True
    return False


def visible(words: str) -> str:
    """A text on one line, without what XML cannot hold."""
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs"} or character in _NO_CHARACTERS else character
        for character in words
    )


def length(words: str) -> float:
    """About how wide a text is, rather too wide than too narrow.

    >>> length("") < length("ill") < length("WWW")
    True
    """
    return sum(map(_width, words))


def broken(words: str, *, width: float, most: int) -> list[str]:
    """A text as at most so many lines of at most that width; an ellipsis where it had to end early.

    >>> broken("one two three four", width=60, most=2)
    ['one two', 'three fo…']
    >>> broken("", width=60, most=2)
    []
    """
    lines: list[str] = []
    now = ""
    for word in _pieces(visible(words).split(), width):
        longer = f"{now} {word}".strip()
        if now and length(longer) > width:
            lines.append(now)
            longer = word
        now = longer
    if now:
        lines.append(now)
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    while rest and length(f"{rest}…") > width:
        rest = rest[:-1]
    return [*lines[: most - 1], f"{rest.rstrip()}…"]


def _pieces(words: list[str], width: float) -> list[str]:
    """The words, each that is wider than a line cut into pieces that are not."""
    pieces: list[str] = []
    for word in words:
        piece = ""
        for character in word:
            if piece and length(piece + character) > width:
                pieces.append(piece)
                piece = ""
            piece += character
        pieces.append(piece)
    return pieces


def _width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return SIZE
    if character in _NARROW:
        return SIZE * 0.34
    if character in _SLIM:
        return SIZE * (0.43 if character in "rtf" else 0.53)
    return SIZE * (0.74 if character.isupper() or character in "mwMW@%" else 0.6)


def _number(value: float) -> str:
    """A number with at most two decimals, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
