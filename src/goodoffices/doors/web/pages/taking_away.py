"""Taking away what a seat holds: everything, in its own order, and nothing of anybody else's."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from goodoffices.desk.archive import seat_part
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit

_ENCODER = msgspec.json.Encoder(order="deterministic")


def show(visit: Visit) -> Response:
    """What can be taken away, and in which form."""
    return visit.page("export.html")


def as_json(visit: Visit) -> Response:
    """The seat's part as JSON."""
    part = seat_part(visit.door.desk, visit.place.talks, visit.place.seat)
    return _file(visit, msgspec.json.format(_ENCODER.encode(part), indent=2), "application/json", "json")


def as_yaml(visit: Visit) -> Response:
    """The seat's part as YAML, for reading."""
    from ruamel.yaml import YAML
    from ruamel.yaml.compat import StringIO

    part = seat_part(visit.door.desk, visit.place.talks, visit.place.seat)
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    text = StringIO()
    writer.dump(msgspec.to_builtins(part), text)  # pyright: ignore[reportUnknownMemberType]
    return _file(visit, text.getvalue().encode(), "application/yaml", "yaml")


def _file(visit: Visit, content: bytes, media_type: str, ending: str) -> Response:
    name = f"{visit.talks.name}-{visit.seat.name}.{ending}"
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


PAGES = (
    Page(path="export", seats=ALL_SEATS, show=show, nav=Nav(label="Take away", group=Group.RECORD, order=95)),
    Page(path="export/seat.json", seats=ALL_SEATS, show=as_json),
    Page(path="export/seat.yaml", seats=ALL_SEATS, show=as_yaml),
)
