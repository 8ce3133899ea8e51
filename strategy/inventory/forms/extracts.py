"""The forms about extracts: the passage itself, why it is not taken up, and what contradicts it."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Fieldset, Submit
from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import columns, form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import text_area
from strategy.forms.sdg import SdgTargetsField
from strategy.inventory.choices import ExtractKind
from strategy.models import Extract, ThemeField

REASON_AT_MOST = NOTE_AT_MOST = 2_000


class ThemesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: ThemeField) -> str:
        return f"{obj.number} {obj.title}" if obj.number else obj.title


class ExtractForm(RevisedForm[Extract]):
    """A passage. Until theme fields are selected it may be assigned to any candidate."""

    themes = ThemesField(label=_("Themenfelder"), queryset=ThemeField.objects.none(), required=False)
    sdg_targets = SdgTargetsField(help_text=_("Wozu trägt die Stelle bei?"))

    class Meta:
        model = Extract
        fields = ("kind", "quotation", "page", "themes", "sdg_targets")
        widgets = {"kind": forms.RadioSelect, "quotation": text_area(6)}
        labels = {"kind": _("Was steht dort?")}
        help_texts = {
            "quotation": _("Die Stelle, wie sie im Dokument steht."),
            "page": _("Zum Beispiel 14 oder 14–15. Leer lassen, wenn das Dokument keine Seiten hat."),
        }
        error_messages = {
            "kind": {"required": _("Bitte wählen Sie, was dort steht.")},
            "quotation": {"required": _("Bitte tragen Sie die Stelle im Wortlaut ein.")},
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Extract | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial)
        kind: Any = self.fields["kind"]
        kind.choices = ExtractKind.choices
        themes: Any = self.fields["themes"]
        themes.queryset = _assignable(self.instance)
        another = Submit("next", _("Speichern und nächste Fundstelle"), css_class="kern-btn--secondary")
        self.helper = form_helper(
            "revision",
            columns(
                (Fieldset(_("Die Stelle"), "kind", "quotation", "page"),),
                (Fieldset(_("Wohin sie gehört"), "themes", "sdg_targets"),),
            ),
            other_buttons=[another] if self.instance.pk is None else [],
        )


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum wird diese Fundstelle nicht aufgenommen?"),
        max_length=REASON_AT_MOST,
        widget=text_area(4),
        help_text=_("Zum Beispiel: Das Ziel ist seit 2019 erreicht."),
        error_messages={"required": _("Bitte begründen Sie, warum die Fundstelle nicht aufgenommen wird.")},
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.helper = form_helper("reason", button=_("Zurückstellen"))


class ExtractChoice(forms.ModelChoiceField):
    widget = forms.RadioSelect

    def label_from_instance(self, obj: Extract) -> str:
        return f"{obj.source}: {Truncator(' '.join(obj.quotation.split())).chars(200)}"


class ContradictionForm(forms.Form):
    """The other extract, chosen among those that the search found, and in what the two differ."""

    other = ExtractChoice(
        label=_("Welche Fundstelle widerspricht?"),
        queryset=Extract.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Bitte wählen Sie die andere Fundstelle."),
            "invalid_choice": _("Diese Fundstelle gibt es nicht mehr. Bitte wählen Sie noch einmal."),
        },
    )
    note = forms.CharField(
        label=_("Worin widersprechen sie sich?"),
        required=False,
        max_length=NOTE_AT_MOST,
        widget=text_area(3),
        help_text=_("Zum Beispiel: Das eine Konzept nennt 2030, das andere 2035."),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, found: QuerySet[Extract]) -> None:
        super().__init__(data)
        other: Any = self.fields["other"]
        other.queryset = found
        self.helper = form_helper("other", "note", button=_("Widerspruch vermerken"))


def _assignable(extract: Extract) -> QuerySet[ThemeField]:
    fields = ThemeField.objects.filter(strategy=extract.concept.strategy_id)
    offered = fields.selected() if fields.selected().exists() else fields.candidates()
    if extract.pk is None:
        return offered
    # What is assigned stays assigned until somebody takes it away.
    assigned = Q(pk__in=extract.themes.values("pk"))
    return fields.filter(Q(pk__in=offered.order_by().values("pk")) | assigned).candidates()
