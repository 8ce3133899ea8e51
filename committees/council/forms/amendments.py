"""An amendment as two forms: who moved it and why, and the new text of the element."""

from collections.abc import Iterator, Sequence
from typing import cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, LayoutObject
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.council.choices import Mover
from committees.council.models import Amendment, Consultation, Paper
from editing.forms.revised import RevisedForm
from editing.forms.texts import text_area
from strategy.choices import ElementKind
from strategy.document.tree import TREE
from strategy.forms.element import ElementForm
from strategy.forms.elements import FORMS
from strategy.models.kinds import AnyElement


class AmendmentForm(RevisedForm[Amendment]):
    """The mover of an amendment, the meeting it was moved in, and the reason."""

    class Meta:
        model = Amendment
        fields = ("mover", "mover_committee", "mover_name", "consultation", "reason")
        widgets = {"mover": forms.RadioSelect, "reason": text_area(3)}
        help_texts = {"mover_name": _("So wie sie im Rat heißt."), "mover_committee": _("Nur bei „Gremium“.")}

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        instance: Amendment,
        initial: dict[str, object],
        paper: Paper,
        factions: Sequence[str],
    ) -> None:
        super().__init__(data, instance=instance, initial=initial)
        self.factions = factions
        steps = Consultation.objects.filter(paper=paper).select_related("committee")
        moved_in = cast("forms.ModelChoiceField", self.fields["consultation"])
        moved_in.queryset = steps
        moved_in.empty_label = _("nicht in einer Sitzung")
        mover = cast("forms.ChoiceField", self.fields["mover"])
        mover.choices = Mover.choices
        mover.error_messages["required"] = _("Bitte sagen Sie, wer den Antrag gestellt hat.")
        self.fields["mover_name"].widget.attrs["list"] = "factions"
        self.helper = _inner_helper(
            "revision",
            Fieldset(
                _("Wer beantragt es?"),
                "mover",
                Div("mover_committee", "mover_name", css_class="field-row"),
                "consultation",
                "reason",
            ),
        )

    def clean(self) -> dict[str, object]:
        """A committee or a faction is named, and nothing beside it that another choice has left behind."""
        values: dict[str, object] = super().clean() or self.cleaned_data
        mover = values.get("mover")
        if mover != Mover.COMMITTEE:
            values["mover_committee"] = None
        elif not values.get("mover_committee"):
            self.add_error("mover_committee", _("Bitte wählen Sie das Gremium."))
        if mover != Mover.FACTION:
            values["mover_name"] = ""
        elif not values.get("mover_name"):
            self.add_error("mover_name", _("Bitte nennen Sie die Fraktion."))
        return values


def _inner_helper(*layout: str | LayoutObject) -> FormHelper:
    """Build the helper of a form that stands with the other in one form tag, which the template writes."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*layout)
    return helper


def _without(parts: Sequence[str | LayoutObject], left_out: frozenset[str]) -> Iterator[str | LayoutObject]:
    """The layout without some fields, and without what looks at the texts of the working area."""
    for part in parts:
        if isinstance(part, str):
            if part not in left_out:
                yield part
        elif isinstance(part, Fieldset):
            yield Fieldset(part.legend, *_without(part.fields, left_out), css_class=part.css_class or "")
        elif isinstance(part, Div):
            yield Div(*_without(part.fields, left_out), css_class=part.css_class or "")
        elif not isinstance(part, HTML):
            yield part


def _text_form(kind: ElementKind) -> type[ElementForm]:
    """The form of one kind of element with those of its fields that a body can change."""
    base = FORMS[kind]
    fields = tuple(name for name in base._meta.fields or () if name in TREE[kind].amendable)
    left_out = frozenset(base._meta.fields or ()) - TREE[kind].amendable
    layout = tuple(_without(base.layout_fields, left_out))

    def __init__(
        self: ElementForm,
        data: QueryDict | None = None,
        *,
        instance: AnyElement,
        initial: dict[str, object],
    ) -> None:
        base.__init__(self, data, instance=instance, initial=initial, prefix="text")
        self.helper = _inner_helper(*layout)

    meta = type("Meta", (base.Meta,), {"fields": fields})  # type: ignore[attr-defined]
    own: dict[str, object] = {"Meta": meta, "__init__": __init__}
    return type(f"Amended{base.__name__}", (base,), {**dict.fromkeys(left_out), **own})


TEXT_FORMS: dict[ElementKind, type[ElementForm]] = {kind: _text_form(kind) for kind in ElementKind}
