"""The texts of an element as a form: to propose a change, and to accept a proposed one."""

from collections.abc import Mapping
from functools import partial

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Fieldset, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editing.forms.layout import form_helper
from editing.forms.texts import text_area
from strategy.choices import ElementKind
from strategy.discussion.models.comments import COMMENT_AT_MOST
from strategy.document.tree import TREE
from strategy.forms.departments import DepartmentField
from strategy.forms.elements import FORMS, ElementForm
from strategy.models import Proposal, ThemeField


def text_fields(kind: ElementKind) -> tuple[str, ...]:
    """The fields of an element that hold texts; figures, years and choices are left to those who edit."""
    return tuple(
        name
        for name in FORMS[kind]._meta.fields or ()
        if name in TREE[kind].amendable
        and isinstance(FORMS[kind].base_fields[name], forms.CharField | DepartmentField)
    )


def _text_form(
    kind: ElementKind, prefix: str, legend: str | Promise, button: str | Promise, **extra: forms.Field
) -> type[ElementForm]:
    """A form with the texts of one kind of element and the `extra` fields, which are no part of `values()`."""
    base, names = FORMS[kind], text_fields(kind)
    others = dict.fromkeys(set(base._meta.fields or ()) - set(names))
    meta = type("Meta", (base.Meta,), {"fields": names})  # type: ignore[attr-defined]
    layout = (Fieldset(legend, *names), *extra)
    own = {"Meta": meta, "layout_fields": layout, "button": button}
    return type(f"{prefix}{base.__name__}", (base,), {**others, **extra, **own})


_short_text = partial(
    forms.CharField,
    widget=text_area(4),
    required=False,
    validators=[MaxLengthValidator(COMMENT_AT_MOST)],
)


PROPOSAL_FORMS: dict[ElementKind, type[ElementForm]] = {
    kind: _text_form(
        kind,
        "Proposal",
        _("Ihr Vorschlag"),
        _("Vorschlag absenden"),
        # Measures have a field "note" of their own.
        proposal_note=_short_text(
            label=_("Begründung"), help_text=_("Warum ist der Text so besser? Die Koordination liest das.")
        ),
    )
    for kind in ElementKind
}
ACCEPTANCE_FORMS: dict[ElementKind, type[ElementForm]] = {
    kind: _text_form(
        kind,
        "Acceptance",
        _("Der neue Text"),
        _("Annehmen und speichern"),
        answer=_short_text(
            label=_("Antwort"),
            help_text=_("Steht in der E-Mail an die Person, die den Vorschlag gemacht hat."),
        ),
    )
    for kind in ElementKind
}


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
