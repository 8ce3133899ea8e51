"""Going back to a former state of a text ("Diesen Stand zurückholen"): what would change, saved as its form saves."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import TypeVar, cast

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.http import SignedInRequest
from editing.asked import number_in
from editing.exceptions import RuleBroken
from editing.forms.field_values import as_sent, comparable, readable
from editing.forms.revised import RevisedForm
from editing.history import FormerState, former_state
from editing.revisions import Revised
from editing.wording import STEPS_OF_A_PAGE, Change, Work, word_changes

PAGE = "editing/former_state.html"
M = TypeVar("M", bound=Model)


class FormerField(Struct, frozen=True):
    """A field that said something else: its change from today's state to that one."""

    name: str
    label: str
    changes: tuple[Change, ...]


class Saving(Struct, frozen=True):
    """The way a form is filled and saved: `save` takes its values, the revision and what the history will say."""

    form: Callable[[QueryDict | None], RevisedForm]
    save: Callable[[dict[str, object], int, str], object]


def former_state_page(
    request: SignedInRequest, *, row: M, key: int, saving: Saving, context: Mapping[str, object], back: str
) -> HttpResponse:
    """Show what would change, each field with a box; save those that are ticked. 404 for a state of another row."""
    state = former_state(cast("Revised", row), key)
    if state is None:
        raise Http404
    sentences: list[str] = []
    if request.method == "POST":
        chosen = request.POST.getlist("field")
        form = saving.form(
            _filled(saving.form(None), state.values, chosen, number_in(request.POST, "revision"))
        )
        sentences = (
            _saved(request, saving, form, state) if chosen else [_("Bitte wählen Sie, was zurückkommt.")]
        )
        if not sentences:
            return redirect(back)
    form = saving.form(None)
    own = {
        "state": state,
        "fields": _former_fields(form, state.values),
        "revision": cast("Revised", form.instance).revision,
        "sentences": sentences,
        "back_url": back,
    }
    return render(request, PAGE, {**own, **context}, status=409 if sentences else 200)


def _saved(request: SignedInRequest, saving: Saving, form: RevisedForm, state: FormerState) -> list[str]:
    """Save, or say why not."""
    if not form.is_valid():
        return [
            f"{form[name].label}: {sentence}" if name in form.fields else str(sentence)
            for name, found in form.errors.items()
            for sentence in found
        ]
    note = _("zurückgeholt vom %s") % _moment(state.at)
    try:
        saving.save(form.values(), form.cleaned_data["revision"], note)
    except RuleBroken as refusal:
        return [str(refusal)]
    messages.success(request, _("Der Stand vom %s ist zurückgeholt.") % _moment(state.at))
    return []


def _former_fields(form: RevisedForm, values: Mapping[str, object]) -> list[FormerField]:
    work, found = Work(STEPS_OF_A_PAGE), []
    for name in form._meta.fields or ():
        bound, now, then = form[name], _now(form, name), comparable(values[name])
        if now != then:
            changes = word_changes(readable(bound, now), readable(bound, then), work)
            found.append(FormerField(name=name, label=str(bound.label), changes=changes))
    return found


def _filled(
    form: RevisedForm, values: Mapping[str, object], chosen: Collection[str], revision: int | None
) -> QueryDict:
    """The data of a form as a browser would send it: today's state but for the chosen fields."""
    data = QueryDict(mutable=True)
    data[form.add_prefix("revision")] = str(revision or 0)
    for name in form._meta.fields or ():
        value = comparable(values[name]) if name in chosen else _now(form, name)
        for key, sent in as_sent(form[name], value).items():
            data.setlist(key, sent)
    return data


def _now(form: RevisedForm, name: str) -> object:
    return comparable(getattr(form.instance, name))


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j. F Y, H:i")
