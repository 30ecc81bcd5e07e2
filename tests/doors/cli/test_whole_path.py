"""The whole path: a message carried between two sides that do not meet, by platform and by mouth."""

from __future__ import annotations

from tests.doors.cli.conftest import Run, lane

CANARY = "cormorant"
TOLD = f"If the {CANARY} clause goes we could live with a trial of two months on berth seven."
SUBSTANCE = "The other side does not rule out a trial, if it is short."


def test_a_message_is_carried_and_each_seat_sees_only_its_own_part(harbour: Run):
    sent = harbour(
        f'message send --seat union --to ministry --text "{TOLD}" --terms in_substance '
        '--tell "Harbour Company" --tell-delivery'
    )
    assert sent.code == 0
    before = lane(harbour, "union")

    quoting = harbour(
        f'relay send --seat ministry --to "Harbour Company" --rests-on 2 --text "They say: {TOLD}"'
    )
    assert quoting.code == 3
    assert "breaks_confidence" in quoting.err
    assert "what Dockers Union told you" in quoting.err

    relaying = f'--seat ministry --to "Harbour Company" --rests-on 2 --text "{SUBSTANCE}"'
    assert harbour(f"relay check {relaying}").code == 0
    assert harbour(f"relay send {relaying}").code == 0

    received = harbour("lane --seat company --json").out
    assert SUBSTANCE in received
    assert all(trace not in received for trace in (CANARY, "berth", "in_substance_only", "handling"))
    assert CANARY not in harbour("talks export harbour --seat company").out

    assert harbour("relay acknowledge 2 --seat company").code == 0
    assert lane(harbour, "union") == before
    assert len(lane(harbour, "judge")) == 1

    assert harbour("message tell 2 --seat ministry --delivery acknowledged").code == 0
    assert lane(harbour, "union")[-1]["matter"]["delivery"] == "acknowledged"


def test_what_is_told_by_mouth_is_noted_prepared_passed_on_and_flagged(harbour: Run):
    noted = harbour(
        f'message note --seat ministry --from "Dockers Union" --place Ardmere --language English '
        f'--text "{TOLD}" --terms in_substance --tell "Harbour Company"'
    )
    assert noted.code == 0

    sheet = harbour('sheet --seat ministry --for "Harbour Company"').out
    assert CANARY in sheet.partition("Must not be said")[0]
    assert "in substance; as your own" in sheet

    passing_on = 'relay note --seat ministry --to "Harbour Company" --rests-on 2'
    assert harbour(f'{passing_on} --text "{SUBSTANCE}"').code == 0
    assert "breaches" not in lane(harbour, "ministry")[-1]["matter"]
    assert harbour(f'{passing_on} --in-words --text "{TOLD}"').code == 0
    assert lane(harbour, "ministry")[-1]["matter"]["breaches"]

    answered = harbour(
        'message note --seat ministry --from "Harbour Company" --text "Two months, then." --answers 3'
    )
    assert answered.code == 0
    after = harbour('sheet --seat ministry --for "Harbour Company"').out
    assert SUBSTANCE in after.partition("Told before")[2]
    assert all(len(lane(harbour, seat)) == 1 for seat in ("union", "company", "judge"))
