"""The forms of the theme selection."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import form_helper
from editing.forms.texts import text_area
from editing.one_line import one_line
from strategy.choices import ThemeDecision
from strategy.models import Strategy, ThemeField


class ReasonForm(forms.Form):
    """The reason why a candidate is not chosen; the strategy states it."""

    reason = forms.CharField(
        label=_("Begründung"),
        widget=text_area(4),
        max_length=2000,
        help_text=_("Ein bis zwei Sätze. Sie stehen später in der Strategie."),
        error_messages={"required": _("Bitte begründen Sie, warum das Themenfeld nicht gewählt wird.")},
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.helper = form_helper("reason", button=_("Nicht wählen"), buttons_class="")


class CandidateForm(forms.Form):
    """An own candidate."""

    title = forms.CharField(label=_("Titel"), max_length=150, validators=[one_line])
    description = forms.CharField(label=_("Was gehört dazu?"), widget=text_area(4), required=False)

    button = _("Themenfeld anlegen")

    def __init__(self, data: Mapping[str, object] | None = None, *, strategy: Strategy) -> None:
        super().__init__(data)
        self.strategy = strategy
        self.helper = form_helper(*self.fields, button=self.button, buttons_class="")

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if ThemeField.objects.active().filter(strategy=self.strategy, title=title).exists():
            raise forms.ValidationError(_("Ein Themenfeld mit diesem Titel gibt es schon."))
        return title


class MergeForm(CandidateForm):
    """Two or more candidates become one."""

    parts = forms.ModelMultipleChoiceField(
        label=_("Welche Themenfelder werden zusammengeführt?"),
        queryset=ThemeField.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens zwei Themenfelder.")},
    )
    field_order = ("parts", "title", "description")

    button = _("Zusammenführen")

    def __init__(self, data: Mapping[str, object] | None = None, *, strategy: Strategy) -> None:
        super().__init__(data, strategy=strategy)
        open_themes = ThemeField.objects.candidates().filter(strategy=strategy, decision=ThemeDecision.OPEN)
        self.fields["parts"].queryset = open_themes  # type: ignore[attr-defined]

    def clean_parts(self) -> QuerySet[ThemeField]:
        parts: QuerySet[ThemeField] = self.cleaned_data["parts"]
        if len(parts) < 2:
            raise forms.ValidationError(_("Bitte wählen Sie mindestens zwei Themenfelder."))
        return parts
