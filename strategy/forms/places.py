"""The place below which a goal or measure comes: only where somebody may work."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editing.forms.layout import form_helper
from strategy.choices import ElementKind
from strategy.document.tree import parent_kind
from strategy.models import Strategy, ThemeField
from strategy.models.element import ElementQuerySet
from strategy.models.kinds import GoalOrMeasure, ProgrammeElement, programme_of

LETTERS_OF_A_CHOICE = 90
PLACE_LABELS: dict[ElementKind, str | Promise] = {
    ElementKind.STRATEGIC_GOAL: _("In welches Themenfeld?"),
    ElementKind.OPERATIONAL_GOAL: _("Unter welches strategische Ziel?"),
    ElementKind.MEASURE: _("Unter welches operative Ziel?"),
}


class PlacesByTheme(ModelChoiceIterator):
    """The places below the theme fields that they belong to, from a single query."""

    field: "PlaceField"

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        for theme, places in groupby(self.queryset, key=lambda row: row.theme_of):
            yield (f"{theme.number} {theme}", [self.choice(row) for row in places])


class PlaceField(forms.ModelChoiceField):
    iterator = PlacesByTheme

    def label_from_instance(self, obj: ProgrammeElement) -> str:
        return f"{obj.number} {Truncator(str(obj)).chars(LETTERS_OF_A_CHOICE)}"


def places_for(kind: ElementKind, strategy: Strategy, user: User) -> ElementQuerySet[ProgrammeElement]:
    """Whatever a goal or measure can stand below, in the order of the numbers."""
    places = programme_of(parent_kind(kind)).open_to(user).with_ancestors().in_chosen_themes()
    return places.filter(**{places.model.path_to_strategy: strategy})


class RestoreForm(forms.Form):
    """The place of what comes out of the bin when its own is gone: empty where that is taken out along with it."""

    parent = PlaceField(queryset=ThemeField.objects.none(), required=False)

    def __init__(
        self, data: Mapping[str, object] | None = None, *, element: GoalOrMeasure, above: str, user: User
    ) -> None:
        super().__init__(data)
        parent: Any = self.fields["parent"]
        parent.label = PLACE_LABELS[element.kind]
        parent.queryset = places_for(element.kind, element.strategy_of, user)
        parent.required = not above
        parent.empty_label = _("wie zuvor, „%s“ kommt mit zurück") % above if above else _("Bitte wählen")
        parent.error_messages = {"required": _("Bitte wählen Sie, wohin es kommt.")}
        self.helper = form_helper("parent", button=_("Wiederherstellen"), is_kept=False)
