"""The form of an element to propose a change of it, and to accept a proposed one."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Fieldset, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editing.forms.field_values import NamedRowField
from editing.forms.layout import form_helper
from editing.forms.texts import text_area
from strategy.choices import ElementKind
from strategy.discussion.models.comments import COMMENT_AT_MOST
from strategy.document.tree import parent_kind
from strategy.forms.element import ElementForm
from strategy.forms.elements import FORMS
from strategy.forms.places import PLACE_LABELS, PlaceField
from strategy.models import Element, Proposal, ThemeField
from strategy.models.kinds import GoalOrMeasure, programme_of
from strategy.money import SOURCES, YEARLY

# Fields that make sense together only: who decides about one of them sees them all. What a figure does not say goes
# into the remark.
TOGETHER: dict[ElementKind, tuple[frozenset[str], ...]] = {
    ElementKind.OPERATIONAL_GOAL: (
        frozenset({"indicator", "unit", "baseline_value", "baseline_year", "target_value", "target_year"}),
    ),
    ElementKind.MEASURE: (
        frozenset({"start_year", "end_year", "permanent", "note"}),
        frozenset({"annual_cost", "note", YEARLY}),
        frozenset({"investment", "note", YEARLY}),
        frozenset({"staff_fte", "note", YEARLY}),
        frozenset({"funding", SOURCES}),
    ),
}

_short_text = partial(
    forms.CharField,
    widget=text_area(4),
    required=False,
    validators=[MaxLengthValidator(COMMENT_AT_MOST)],
)


_answer = partial(
    _short_text,
    label=_("Antwort"),
    help_text=_("Wer den Vorschlag gemacht hat, liest sie am nächsten Morgen in einer E-Mail."),
)


class _Proposing(ElementForm):
    """A form that saves nothing yet, and says so."""

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Element | None = None,
        initial: dict[str, object] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial, prefix=prefix)
        for field in self.fields.values():
            if isinstance(field, NamedRowField):
                field.adds_rows = False


def _proposal_form(kind: ElementKind) -> type[ElementForm]:
    """The form of an element, for those who may not save it."""
    base = FORMS[kind]
    own = {
        # Measures have a field "note" of their own.
        "proposal_note": _short_text(
            label=_("Begründung"), help_text=_("Warum ist es so besser? Die Koordination liest das.")
        ),
        "layout_fields": (*base.layout_fields, Fieldset(_("Ihre Begründung"), "proposal_note")),
        "button": _("Vorschlag absenden"),
    }
    return type(f"Proposal{base.__name__}", (_Proposing, base), own)


PROPOSAL_FORMS: dict[ElementKind, type[ElementForm]] = {kind: _proposal_form(kind) for kind in ElementKind}


def addition_form(kind: ElementKind) -> type[ElementForm]:
    """The form of a proposed new element, as coordination creates it, and an answer to the author."""
    base = FORMS[kind]
    own = {
        "answer": _answer(),
        "layout_fields": (*base.layout_fields, "answer"),
        "button": _("Annehmen und anlegen"),
    }
    return type(f"Addition{base.__name__}", (base,), own)


def acceptance_form(kind: ElementKind, proposed: Iterable[str]) -> type[ElementForm]:
    """The form with the proposed fields of an element and what belongs to them, and an answer to the author."""
    base = FORMS[kind]
    wanted = set(proposed)
    wanted.update(*(group for group in TOGETHER.get(kind, ()) if group & (wanted - {"note"})))
    every = tuple(base._meta.fields or ())
    names = tuple(name for name in every if name in wanted)
    meta = type("Meta", (base.Meta,), {"fields": names})  # type: ignore[attr-defined]
    own = {
        "Meta": meta,
        "answer": _answer(),
        "layout_fields": (Fieldset(_("Was gespeichert wird"), *names), "answer"),
        "button": _("Annehmen und speichern"),
    }
    return type(f"Acceptance{base.__name__}", (base,), {**dict.fromkeys(set(every) - wanted), **own})


class RemovalForm(forms.Form):
    """The reason why an element should go."""

    reason = _short_text(
        label=_("Warum soll es entfernt werden?"),
        required=True,
        error_messages={"required": _("Bitte begründen Sie, warum es entfernt werden soll.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.helper = form_helper("reason", button=_("Vorschlag absenden"))


class MoveForm(forms.Form):
    """The place where an element should stand, and why."""

    parent = PlaceField(
        queryset=ThemeField.objects.none(),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie, wohin es kommt."),
            "invalid_choice": _("Diese Stelle gibt es nicht mehr. Bitte wählen Sie eine andere."),
        },
    )
    note = _short_text(label=_("Begründung"), help_text=_("Warum passt es dort besser?"))

    def __init__(self, data: Mapping[str, object] | None = None, *, element: GoalOrMeasure) -> None:
        super().__init__(data)
        parent = cast("PlaceField", self.fields["parent"])
        parent.label = str(PLACE_LABELS[element.kind])
        # Whoever may work there: coordination decides.
        places = programme_of(parent_kind(element.kind)).active().with_ancestors().in_chosen_themes()
        here = {places.model.path_to_strategy: element.strategy_of}
        parent.queryset = places.filter(**here).exclude(pk=element.parent.pk)
        self.helper = form_helper("parent", "note", button=_("Vorschlag absenden"))


class AnswerForm(forms.Form):
    """An answer to the author of a proposal that is taken over as it is."""

    answer = _answer()

    def __init__(self, data: Mapping[str, object] | None = None, *, button: str | Promise) -> None:
        super().__init__(data)
        self.helper = form_helper("answer", button=button)


class DeclineForm(forms.Form):
    """The reason why a proposal is not taken over."""

    reason = forms.CharField(
        label=_("Warum wird der Vorschlag nicht übernommen?"),
        widget=text_area(4),
        validators=[MaxLengthValidator(COMMENT_AT_MOST)],
        error_messages={"required": _("Bitte begründen Sie, warum der Vorschlag abgelehnt wird.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.helper = form_helper("reason", button=_("Vorschlag ablehnen"))


class ProposalFilter(forms.Form):
    """The choice of proposals that the list shows; what makes no sense filters nothing."""

    themenfeld = forms.ModelChoiceField(
        label=_("Themenfeld"),
        queryset=ThemeField.objects.selected(),
        required=False,
        empty_label=_("alle Themenfelder"),
    )
    eigene = forms.BooleanField(label=_("nur meine eigenen"), required=False)

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Div("themenfeld", "eigene", css_class="field-row"),
            ButtonHolder(Submit("", _("Anzeigen"), css_class="kern-btn--secondary"), css_class="actions"),
        )

    def applied_to(self, proposals: QuerySet[Proposal], user: User) -> QuerySet[Proposal]:
        self.is_valid()
        if self.cleaned_data.get("themenfeld"):
            proposals = proposals.filter(theme=self.cleaned_data["themenfeld"])
        return proposals.filter(author=user) if self.cleaned_data.get("eigene") else proposals
