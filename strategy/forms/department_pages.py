"""The forms with which departments themselves are kept."""

from collections.abc import Mapping
from typing import cast

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import DayField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from strategy.models import Department


class DepartmentForm(RevisedForm[Department]):
    """The facts about a department or an external body."""

    class Meta:
        model = Department
        fields = (
            "name",
            "short_name",
            "kind",
            "parent",
            "mailbox",
            "contact",
            "deputy",
            "active_from",
            "active_until",
        )
        field_classes = {"active_from": DayField, "active_until": DayField}
        help_texts = {
            "name": _("So steht sie in der Strategie, zum Beispiel: FB 33 - Kultur"),
            "short_name": _(
                "Zum Beispiel: FB 33. Auch so wird sie gefunden, wenn jemand sie in ein Formular tippt."
            ),
            "parent": _("Zum Beispiel das Dezernat."),
            "active_until": _("Von diesem Tag an bekommt sie nichts Neues; was sie hat, behält sie."),
        }

    def __init__(self, data: Mapping[str, object] | None = None, *, instance: Department) -> None:
        super().__init__(data, instance=instance)
        parent = cast("forms.ModelChoiceField", self.fields["parent"])
        parent.queryset = Department.objects.proper().exclude(pk=instance.pk)
        parent.empty_label = _("zu keiner anderen Stelle")
        self.helper = form_helper(
            "revision",
            Fieldset(_("Die Stelle"), "name", "short_name", Div("kind", "parent", css_class="field-row")),
            Fieldset(_("Wen man fragt"), "mailbox", Div("contact", "deputy", css_class="field-row")),
            Fieldset(_("Seit wann und bis wann"), Div("active_from", "active_until", css_class="field-row")),
        )


class MergeForm(forms.Form):
    """With which department another one is made one."""

    into = forms.ModelChoiceField(
        label=_("Dieser Name bleibt"),
        queryset=Department.objects.proper(),
        empty_label=_("Bitte wählen"),
        error_messages={"required": _("Bitte wählen Sie, mit welcher Stelle Sie zusammenführen.")},
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, department: Department, into: object = None
    ) -> None:
        super().__init__(data, initial={"into": into})
        cast("forms.ModelChoiceField", self.fields["into"]).queryset = Department.objects.proper().exclude(
            pk=department.pk
        )
        self.helper = form_helper("into", button=_("Zusammenführen"), is_kept=False)
