"""The page of a form: saving what was typed, or showing it again with the reason why not."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from editing.actions import leave
from editing.asking import BACK
from editing.exceptions import RuleBroken, StaleRevision
from editing.forms.conflicts import Conflicts, resolve
from editing.forms.revised import RevisedForm
from editing.forms.rows import MORE_ROWS
from editing.presence import subject_of
from exports.glyphs import name_of, undrawable

# The page that shows a title and one form. A room that says the way back extends it.
FORM_PAGE = "editing/form.html"
# How many characters that no font draws are told at once.
NAMED_AT_MOST = 5

F = TypeVar("F", bound=BaseForm)


class FormPage(Generic[F]):
    """The form of one request, what became of it, and the page that shows it.

    A view saves inside of `saving` and leaves from there; whoever arrives behind it has the page to answer:

        page = FormPage(request, SeatForm(request.POST or None, instance=seat))
        if page.is_valid():
            with page.saving():
                save_seat(seat=seat, values=page.form.values(), by=request.user)
                return redirect("bodies:committee-detail", seat.committee_id)
        return page.answer("committees/bodies/seat_form.html", {"seat": seat})
    """

    def __init__(self, request: SignedInRequest, form: F) -> None:
        self.request, self.form = request, form
        self.conflicts: Conflicts | None = None
        self.refusal: RuleBroken | ValidationError | None = None
        self._failed_with: int | None = None
        self._subject = _subject_of(form)

    def is_valid(self) -> bool:
        """Tell whether something was sent that can be saved, and nobody has come back from a question to change it."""
        return self.request.method == "POST" and self.form.is_valid() and not self._came_back

    @contextmanager
    def saving(
        self, *, refused_at: Mapping[type[RuleBroken], str] | None = None, refused_with: int = 422
    ) -> Iterator[None]:
        """Keep the page when a rule or another saving stands against what is done inside.

        A refusal stands above the form, or at the field that `refused_at` names for its kind, and the page answers
        with `refused_with`. After another saving the form holds both texts, `conflicts` says what differs, and the page
        answers 409. Who has saved no longer has the text open.
        """
        try:
            yield
        except StaleRevision as stale:
            self._failed_with = 409
            self.show_other_saving(stale)
        except RuleBroken as refusal:
            field = next(
                (name for kind, name in (refused_at or {}).items() if isinstance(refusal, kind)), None
            )
            self._refuse(refusal, field, [str(refusal)], refused_with)
        except ValidationError as refusal:
            self._refuse(refusal, None, refusal.messages, refused_with)
        else:
            if self._subject:
                leave(subject=self._subject, user=self.request.user)
            self._tell_what_was_understood()

    @property
    def status(self) -> int:
        """200 for a form that is opened, 422 with errors, 409 after another saving; a refusal may bring its own."""
        is_filled_in = self._came_back or MORE_ROWS in self.request.POST
        is_opened = not self.form.is_bound or (is_filled_in and not self.form.errors)
        return self._failed_with or (200 if is_opened else 422)

    @property
    def _came_back(self) -> bool:
        return BACK in self.request.POST

    def answer(
        self, template: str, context: Mapping[str, object], *, status: int | None = None
    ) -> HttpResponse:
        """Draw the page with `form` and `conflicts` beside the context."""
        own = {"form": self.form, "conflicts": self.conflicts}
        return render(self.request, template, {**own, **context}, status=status or self.status)

    def show_other_saving(self, stale: StaleRevision) -> None:
        """Put both texts on the page. A page with more than this form, or with another way to show it, says how."""
        if not isinstance(self.form, RevisedForm):
            raise stale
        again, self.conflicts = resolve(self.form, stale.current)
        self.form = cast("F", again)

    def _tell_what_was_understood(self) -> None:
        if not isinstance(self.form, RevisedForm):
            return
        for notice in self.form.notices:
            messages.info(self.request, notice)
        changed = (str(self.form.cleaned_data.get(name) or "") for name in self.form.changed_data)
        found = undrawable("".join(changed))[:NAMED_AT_MOST]
        if found:
            sentence = _("Die Schrift des PDF kennt diese Zeichen nicht. Dort steht stattdessen: %(names)s")
            names = ", ".join(f"{character} → {name_of(character)}" for character in found)
            messages.warning(self.request, sentence % {"names": names})

    def _refuse(
        self, refusal: RuleBroken | ValidationError, field: str | None, sentences: list[str], status: int
    ) -> None:
        self.refusal, self._failed_with = refusal, status
        for sentence in sentences:
            self.form.add_error(field, sentence)


def _subject_of(form: BaseForm) -> str:
    """The name of the text that a form changes; nothing for a new one, which nobody else can have open."""
    if isinstance(form, RevisedForm) and not form.instance._state.adding:
        return subject_of(form.instance)
    return ""
