"""The terms of a confidence, as they are chosen in a form."""

from __future__ import annotations

from goodoffices.doors.web.form import Form
from goodoffices.errors import WordError
from goodoffices.terms.actor import Role
from goodoffices.terms.handling import Attribution, Handling
from goodoffices.terms.handling import Form as TermsForm
from goodoffices.terms.talks import Talks

TELLING = frozenset({TermsForm.IN_SUBSTANCE, TermsForm.IN_WORDS})


def handling(form: Form, talks: Talks, *, speaker: str | None) -> Handling:
    """The terms that were chosen; where nobody was ticked, "to" is every party but the speaker.

    Raises `WordError` for terms that contradict themselves, or where there is nobody to tell.
    """
    chosen = form.choice("form", TermsForm, "May it be passed on?", TermsForm.ASK_FIRST)
    known = {actor.name for actor in talks.actors}
    named = tuple(name for name in form.labels("to_whom", "To whom") if name in known)
    if chosen in TELLING and not named:
        named = tuple(name for name in talks.actors_in(Role.PARTY) if name != speaker)
        if not named:
            raise WordError("To whom: choose who may be told.")
    return Handling(
        form=chosen,
        to=named if chosen in TELLING else (),
        attribution=form.choice("attribution", Attribution, "Under whose name", Attribution.AS_OWN),
        not_before=form.day_or_none("not_before", "Not before"),
        not_after=form.day_or_none("not_after", "Not after"),
        in_return_for=form.label_or_none("in_return_for", "In return for"),
        tell_delivery=form.ticked("tell_delivery"),
    )
