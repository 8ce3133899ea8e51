"""The place that an extract is taken over to, and the first values of the form of the new goal or measure."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from strategy.choices import ElementKind
from strategy.document.tree import parent_kind
from strategy.inventory.choices import ExtractKind
from strategy.models import Extract, ThemeField
from strategy.models.kinds import ProgrammeElement, programme_of

PARENT_LABELS: dict[ElementKind, str | Promise] = {
    ElementKind.STRATEGIC_GOAL: _("Themenfeld"),
    ElementKind.OPERATIONAL_GOAL: _("Unter welchem strategischen Ziel?"),
    ElementKind.MEASURE: _("Unter welchem operativen Ziel?"),
}
# Where a passage of each kind mostly goes stands first.
ORDER: dict[str, tuple[ElementKind, ...]] = {
    ExtractKind.GOAL: (ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL, ElementKind.MEASURE),
    ExtractKind.FIGURE: (ElementKind.OPERATIONAL_GOAL, ElementKind.STRATEGIC_GOAL, ElementKind.MEASURE),
    ExtractKind.MEASURE: (ElementKind.MEASURE, ElementKind.OPERATIONAL_GOAL, ElementKind.STRATEGIC_GOAL),
    ExtractKind.RESOLUTION: (ElementKind.MEASURE, ElementKind.OPERATIONAL_GOAL, ElementKind.STRATEGIC_GOAL),
}
# A longer passage is no title.
TITLE_AT_MOST, LETTERS_OF_A_CHOICE = 100, 90


class ParentsByNearness(ModelChoiceIterator):
    """The parents in the extract's theme fields first, then the others, from a single query."""

    field: "ParentField"

    def __iter__(self) -> Iterator[Any]:
        yield ("", _("Bitte wählen"))
        rows = list(self.queryset)
        near = [row for row in rows if row.theme_of.pk in self.field.themes]
        others = [row for row in rows if row.theme_of.pk not in self.field.themes]
        yield from (
            (label, [self.choice(row) for row in group])
            for label, group in ((_("Themenfelder der Fundstelle"), near), (_("Andere Themenfelder"), others))
            if group
        )


class ParentField(forms.ModelChoiceField):
    iterator = ParentsByNearness
    themes: frozenset[UUID] = frozenset()

    def label_from_instance(self, obj: ProgrammeElement) -> str:
        return f"{obj.number} {Truncator(str(obj)).chars(LETTERS_OF_A_CHOICE)}"


class ParentForm(forms.Form):
    """Below what a new goal or measure of one kind is made: only where somebody may work."""

    parent = ParentField(queryset=ThemeField.objects.none())
    kind = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, object] | None = None, *, kind: ElementKind, extract: Extract, user: User
    ) -> None:
        super().__init__(data, auto_id=f"id_{kind}_%s", initial={"kind": kind})
        parent: Any = self.fields["parent"]
        parent.label = PARENT_LABELS[kind]
        parent.themes = extract.theme_keys
        places = programme_of(parent_kind(kind)).open_to(user).with_ancestors().in_chosen_themes()
        parent.queryset = places.filter(**{places.model.path_to_strategy: extract.concept.strategy_id})
        self.element_kind = kind
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "kind",
            "parent",
            ButtonHolder(Submit("", _("Weiter"), css_class="kern-btn--secondary"), css_class="actions"),
        )

    @property
    def has_places(self) -> bool:
        parent: Any = self.fields["parent"]
        return bool(parent.queryset)


def parent_forms(extract: Extract, user: User) -> list[ParentForm]:
    """One form for each kind of element, the likeliest first."""
    return [ParentForm(kind=kind, extract=extract, user=user) for kind in ORDER[extract.kind]]


def beginning_of(extract: Extract, kind: ElementKind) -> dict[str, object]:
    """The quotation and the SDG targets of an extract as the first values of an element's form."""
    text = extract.quotation.strip()
    short = text if len(text) <= TITLE_AT_MOST and "\n" not in text else ""
    values: dict[str, object] = {"sdg_targets": list(extract.sdg_targets.values_list("pk", flat=True))}
    if kind == ElementKind.MEASURE:
        return values | {"title": short, "description": "" if short else text}
    return values | {"statement": text}
