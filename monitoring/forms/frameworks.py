"""Forms of the Berichtsrahmen."""

from collections.abc import Mapping, Sequence
from typing import cast

from crispy_forms.layout import Fieldset, Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import Disclosure, form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area
from monitoring.models import CoreIndicator, FrameworkAspect, Indicator
from strategy.models import OperationalGoal, ThemeField

LINKS = ("themes", "goals", "indicators")
# The button that ticks what is suggested.
SUGGESTED, TICK_SUGGESTED = "vorschlaege", _("Vorschläge ankreuzen")


class FrameworkFileForm(forms.Form):
    """The file with the list of a Berichtsrahmen; `content` is its text once more, after a question about it."""

    content = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    file = forms.FileField(
        label=_("Datei"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("Eine JSON-Datei. Wie sie aufgebaut ist, zeigt das Beispiel."),
        error_messages={"required": _("Bitte wählen Sie eine Datei."), "empty": _("Diese Datei ist leer.")},
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.fields["file"].required = not (data and data.get("content"))
        self.helper = form_helper("file", button=_("Einlesen"))

    def list_bytes(self) -> bytes:
        """What was sent, in whichever way."""
        upload = self.cleaned_data["file"]
        return upload.read() if upload else self.cleaned_data["content"].encode()


class GoalsField(forms.ModelMultipleChoiceField):
    """Goals of the draft with their numbers; it needs their ancestors."""

    def label_from_instance(self, goal: OperationalGoal) -> str:
        return f"{goal.number} {goal}"


def with_ticks(sent: QueryDict, rows: Mapping[str, Sequence[Model]]) -> QueryDict:
    """What was sent, with these rows ticked beside those that were already."""
    ticked = sent.copy()
    for name, added in rows.items():
        ticked.setlist(name, [*sent.getlist(name), *(str(row.pk) for row in added)])
    return ticked


class AspectForm(RevisedForm[FrameworkAspect]):
    """What the city reports on an aspect, or why it does not."""

    class Meta:
        model = FrameworkAspect
        fields = ("text", *LINKS, "reason")
        widgets = {
            "text": rich_text_area(10),
            "reason": forms.Textarea(attrs={"rows": 3}),
            **dict.fromkeys(LINKS, forms.CheckboxSelectMultiple),
        }
        field_classes = {"goals": GoalsField}
        labels = {"text": _("Was Sie berichten"), "reason": _("Warum Sie nicht berichten")}
        help_texts = {
            "reason": _("Nur, wenn oben kein Text steht. Solange beides leer ist, gilt der Aspekt als offen.")
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: FrameworkAspect,
        has_suggestions: bool = False,
    ) -> None:
        super().__init__(data, instance=instance)
        themes = ThemeField.objects.order_by(*ThemeField.number_lookups)
        self._offer("themes", ThemeField.objects.active().in_chosen_themes(), themes)
        goals = OperationalGoal.objects.all().with_ancestors().order_by(*OperationalGoal.number_lookups)
        self._offer("goals", OperationalGoal.objects.active().in_chosen_themes(), goals)
        self._offer("indicators", Indicator.objects.all(), Indicator.objects.all())
        self.helper = form_helper(
            "revision",
            Fieldset(
                _("Berichtet"),
                "text",
                Disclosure("themes", summary=_("Themenfelder dazu")),
                Disclosure("goals", summary=_("Ziele dazu")),
                Disclosure("indicators", summary=_("Indikatoren dazu")),
            ),
            Fieldset(_("Nicht berichtet"), "reason"),
            other_buttons=[Submit(SUGGESTED, TICK_SUGGESTED, css_class="kern-btn--secondary")]
            if has_suggestions
            else [],
        )

    def _offer(self, name: str, rows: QuerySet[Model], every: QuerySet[Model]) -> None:
        """Offer what the strategy has; of what was removed only what is linked already."""
        linked = getattr(self.instance, name).values("pk")
        field = cast(forms.ModelMultipleChoiceField, self.fields[name])
        field.queryset = every.filter(Q(pk__in=rows.values("pk")) | Q(pk__in=linked))

    def clean(self) -> dict[str, object]:
        """Refuse a text and a reason at once, where both stand."""
        values = super().clean()
        if values.get("text") and values.get("reason"):
            self.add_error(
                "reason",
                _("Entweder berichten Sie zu diesem Aspekt, oder Sie begründen, warum nicht: nicht beides."),
            )
        return values


class CoreIndicatorForm(RevisedForm[CoreIndicator]):
    """Which indicator of the city answers a core indicator, or why none does."""

    class Meta:
        model = CoreIndicator
        fields = ("indicator", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        labels = {"reason": _("Warum ihn keiner beantwortet")}
        help_texts = {
            "reason": _("Nur, wenn oben keiner gewählt ist. Solange beides leer ist, gilt er als offen.")
        }

    def __init__(self, data: Mapping[str, object] | None = None, *, instance: CoreIndicator) -> None:
        super().__init__(data, instance=instance)
        cast(forms.ModelChoiceField, self.fields["indicator"]).empty_label = str(_("keiner"))
        self.helper = form_helper("revision", "indicator", "reason")

    def clean(self) -> dict[str, object]:
        """Refuse an indicator and a reason at once, where both stand."""
        values = super().clean()
        if values.get("indicator") and values.get("reason"):
            self.add_error(
                "reason",
                _("Entweder beantwortet ein Indikator den Kernindikator, oder Sie begründen, warum keiner."),
            )
        return values
