"""Forms that carry the revision they were opened with, and what was chosen on the page of a conflict."""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Generic, TypeVar, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from editing.asked import number_of
from editing.forms.field_values import Kept, as_sent, comparable, kept
from editing.forms.figures import PeriodField, YearField
from editing.forms.rows import MORE_ROWS, RowsField
from editing.forms.texts import limit_of
from editing.history import state_at_revision
from editing.revisions import Revised
from editing.wording import merge3

# The hidden input of a conflict page: the revision that the form was opened with first.
BASE = "conflict-base"
# A row that is `Revised`; the fields of models are not known yet where type checkers look at bounds.
M = TypeVar("M", bound=Model)
# No text at all: None is a value of its own, an empty field.
UNMERGED = object()


class Take(StrEnum):
    """The text that a field takes. FIELD is what stands in the form."""

    FIELD = "field"
    THEIRS = "theirs"
    BASE = "base"
    BOTH = "both"


class RevisedForm(forms.ModelForm, Generic[M]):
    """A ModelForm whose conflicts can be resolved field by field; see `conflicts.resolve`."""

    data: QueryDict
    instance: M
    helper: FormHelper
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        instance: M | None = None,
        initial: dict[str, object] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, files, instance=instance, initial=initial, prefix=prefix)
        # What was understood otherwise than typed; the page after saving says so.
        self.notices: list[str] = []
        self.fields["revision"].initial = cast("Revised", self.instance).revision
        if isinstance(data, QueryDict) and self.add_prefix(BASE) in data:
            self.data = _with_choices(self, data.copy())

    @property
    def asks_for_more_rows(self) -> bool:
        """Tell whether it was sent to be drawn with one row more, and not to be saved."""
        return MORE_ROWS in self.data

    def is_valid(self) -> bool:
        return super().is_valid() and not self.asks_for_more_rows

    def full_clean(self) -> None:
        """Refuse nothing of what is still being typed."""
        if self.asks_for_more_rows:
            self.cleaned_data, self._errors = {}, ErrorDict()
        else:
            super().full_clean()

    def clean_revision(self) -> int:
        revision: int | None = self.cleaned_data["revision"]
        return revision or 0

    def clean(self) -> dict[str, object]:
        """Tell which year was understood where a month or a day was typed and nothing keeps it."""
        values: dict[str, object] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if not isinstance(field, YearField) or isinstance(field, PeriodField) or not values.get(name):
                continue
            year = field.year_of(self.typed(name))
            if year is not None and year.remark:
                self.notices.append(
                    _("Aus „%(typed)s“ ist übernommen: %(label)s %(year)d")
                    % {"typed": year.remark, "label": field.label, "year": year.value}
                )
        return values

    def typed(self, name: str) -> str:
        """The text that was sent for a field."""
        return str(self.data.get(self.add_prefix(name)) or "").strip()

    def values(self) -> dict[str, object]:
        """The cleaned values of the model's fields, without the revision."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}

    def kept(self) -> dict[str, Kept]:
        """The same values, to be kept as JSON."""
        return {name: kept(self[name], comparable(value)) for name, value in self.values().items()}


def chosen_name(form: forms.BaseForm, name: str) -> str:
    """The name of the radio buttons that choose the text of a field."""
    return f"take-{form.add_prefix(name)}"


def shown_name(form: forms.BaseForm, name: str) -> str:
    """The name of the hidden input that keeps what stood in the field when the page was made."""
    return f"shown-{form.add_prefix(name)}"


def fingerprint(form: RevisedForm, name: str) -> str:
    """Tell apart whether the text of a field was changed after the choices were shown."""
    bound = form[name]
    if isinstance(bound.field, RowsField):
        # Rows that nobody has filled make no difference.
        return _fingerprint_of(as_sent(bound, bound.data))
    return _fingerprint_of({key: form.data.getlist(key) for key in as_sent(bound, None)})


def _fingerprint_of(sent: dict[str, list[str]]) -> str:
    texts = sorted(comparable(text) for texts in sent.values() for text in texts)
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def fits_into(bound: forms.BoundField, text: str) -> bool:
    """Say whether a field may hold a text of this length."""
    at_most = limit_of(bound)
    return at_most is None or len(text) <= at_most


def revision_of(form: forms.BaseForm, name: str = "revision") -> int:
    """A submitted revision; 0, which no row ever has, when it is missing or no number."""
    return number_of(str(form.data.get(form.add_prefix(name), ""))) or 0


def _with_choices(form: RevisedForm, data: QueryDict) -> QueryDict:
    """Put the chosen texts into the fields, as if they had been typed there.

    Where a choice cannot be kept without losing what was typed since, the form goes back to the revision
    before the conflict: saving it shows the conflict again, with everything still there.
    """
    taken = {
        name: Take(choice)
        for name in form.fields
        if (choice := data.get(chosen_name(form, name))) in set(Take) - {Take.FIELD}
    }
    if not taken:
        return data
    base = state_at_revision(form.instance, revision_of(form, BASE)) or {}
    theirs = state_at_revision(form.instance, revision_of(form)) or {}
    for name, take in taken.items():
        typed = data.get(form.add_prefix(name))
        text = _text_of(take, comparable(base.get(name)), comparable(theirs.get(name)), typed, form[name])
        sent = None if text is UNMERGED else as_sent(form[name], text)
        if sent is None or fingerprint(form, name) not in (
            data.get(shown_name(form, name)),
            _fingerprint_of(sent),
        ):
            data[form.add_prefix("revision")] = str(revision_of(form, BASE))
            continue
        for key, values in sent.items():
            data.setlist(key, values)
    return data


def _text_of(take: Take, base: object, theirs: object, mine: str | None, bound: forms.BoundField) -> object:
    if take == Take.BASE:
        return base
    if take == Take.THEIRS:
        return theirs
    if not (isinstance(base, str) and isinstance(theirs, str) and mine is not None):
        return UNMERGED
    if not fits_into(bound, mine):
        return UNMERGED
    merged = merge3(base, comparable(mine), theirs)
    return UNMERGED if merged is None or not fits_into(bound, merged) else merged
