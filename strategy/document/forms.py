"""The form of an excerpt."""

from uuid import UUID

from crispy_forms.layout import Fieldset
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import Disclosure, form_helper
from strategy.document.document import StrategyDocument
from strategy.document.excerpts import Choice, departments_of
from strategy.document.rendering.formats import FORMATS


class ExcerptForm(forms.Form):
    """What an excerpt shows, and in which format."""

    themes = forms.MultipleChoiceField(
        label=_("Themenfelder"), required=False, widget=forms.CheckboxSelectMultiple
    )
    department = forms.ChoiceField(
        label=_("Fachbereich"),
        required=False,
        help_text=_("Maßnahmen und Ziele, für die er zuständig ist oder an denen er beteiligt ist."),
    )
    sdg = forms.TypedChoiceField(
        label=_("Ziel der Agenda 2030 (SDG)"), required=False, coerce=int, empty_value=None
    )
    measures = forms.MultipleChoiceField(
        label=_("Einzelne Maßnahmen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    format = forms.ChoiceField(label=_("Format"), widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, document: StrategyDocument) -> None:
        super().__init__(data, initial={"format": "pdf"})
        self._offer(
            "themes", [(str(theme.key), f"{theme.number} {theme.title}") for theme in document.themes]
        )
        self._offer("department", [("", _("alle")), *((name, name) for name in departments_of(document))])
        self._offer(
            "sdg", [("", _("alle")), *((sdg.number, f"{sdg.number} {sdg.title}") for sdg in document.sdgs)]
        )
        self._offer(
            "measures",
            [
                (
                    f"{theme.number} {theme.title}",
                    [(str(measure.key), f"{measure.number} {measure.title}") for measure in theme.measures()],
                )
                for theme in document.themes
            ],
        )
        self._offer("format", [(e.name, e.label) for e in FORMATS.values() if not e.missing()])
        self.helper = form_helper(
            Fieldset("", "themes", "department", "sdg"),
            Disclosure("measures", summary=_("Einzelne Maßnahmen auswählen")),
            Fieldset("", "format"),
            button=_("Auszug erstellen"),
            is_kept=False,
        )

    def _offer(self, name: str, choices: list[tuple[object, object]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not self.errors and self.chosen().is_everything:
            raise forms.ValidationError(
                _("Bitte wählen Sie aus, was der Auszug zeigt. Die ganze Fassung steht oben.")
            )
        return values

    def chosen(self) -> Choice:
        """The choice of what was sent."""
        values = self.cleaned_data
        return Choice(
            themes=tuple(map(UUID, values["themes"])),
            department=values["department"],
            sdg=values["sdg"],
            measures=tuple(map(UUID, values["measures"])),
        )
