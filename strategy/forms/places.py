"""The place below which a goal or measure comes: only where somebody may work."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editing.forms.layout import form_helper
from kern.quotes import inside_quotes
from strategy.choices import ElementKind
from strategy.document.tree import TREE, parent_kind
from strategy.models import Strategy, ThemeField
from strategy.models.kinds import GoalOrMeasure, ProgrammeElement, programme_of
from strategy.permissions import can_edit

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


class PlaceForm(forms.Form):
    """The place alone."""

    parent = PlaceField(
        queryset=ThemeField.objects.none(), error_messages={"required": _("Bitte wählen Sie, wohin.")}
    )

    button: ClassVar[str | Promise] = _("Verschieben")

    def __init__(
        self, data: Mapping[str, object] | None = None, *, kind: ElementKind, strategy: Strategy, user: User
    ) -> None:
        super().__init__(data)
        parent: Any = self.fields["parent"]
        parent.label, parent.empty_label = PLACE_LABELS[kind], _("Bitte wählen")
        places = programme_of(parent_kind(kind)).open_to(user).with_ancestors().in_chosen_themes()
        parent.queryset = places.filter(**{places.model.path_to_strategy: strategy})
        self.helper = form_helper(*self.fields, button=self.button, is_kept=False)


class RestoreForm(PlaceForm):
    """The place of what comes out of the bin when its own is gone: empty where that is taken out along with it."""

    button = _("Wiederherstellen")

    def __init__(
        self, data: Mapping[str, object] | None = None, *, element: GoalOrMeasure, above: str, user: User
    ) -> None:
        super().__init__(data, kind=element.kind, strategy=element.strategy_of, user=user)
        if above:
            parent: Any = self.fields["parent"]
            parent.required = False
            parent.empty_label = _("wie zuvor, „%s“ kommt mit zurück") % inside_quotes(str(above))


class PlacingAct(TextChoices):
    """What becomes of an element at its new place."""

    MOVE = "move", _("verschieben, mit allem darunter")
    COPY = "copy", _("kopieren")
    COPY_ALL = "copy_all", _("kopieren, mit allem darunter")


class PlacingForm(PlaceForm):
    """Another place for one element: moved there while the numbers follow the order, or copied."""

    act = forms.ChoiceField(
        label=_("Was soll geschehen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, was geschehen soll.")},
    )
    field_order = ("act", "parent")

    button = _("Übernehmen")

    def __init__(
        self, data: Mapping[str, object] | None = None, *, element: GoalOrMeasure, user: User
    ) -> None:
        super().__init__(data, kind=element.kind, strategy=element.strategy_of, user=user)
        self.element = element
        act: Any = self.fields["act"]
        act.choices = [(each.value, each.label) for each in self._acts(user)]

    def clean_parent(self) -> ProgrammeElement:
        parent: ProgrammeElement = self.cleaned_data["parent"]
        if self.cleaned_data.get("act") == PlacingAct.MOVE and parent == self.element.parent:
            raise forms.ValidationError(_("Dort steht es schon."))
        return parent

    def _acts(self, user: User) -> Iterator[PlacingAct]:
        if can_edit(user, self.element) and not self.element.strategy_of.has_fixed_numbers:
            yield PlacingAct.MOVE
        yield PlacingAct.COPY
        if TREE[self.element.kind].children:
            yield PlacingAct.COPY_ALL
