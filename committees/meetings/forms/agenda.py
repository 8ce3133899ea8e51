"""The forms of an agenda item: what it is about, and what came out of it."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.meetings.agenda_elements import subject_choices
from committees.meetings.models import AgendaItem
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area


class AgendaItemForm(RevisedForm[AgendaItem]):
    """The subject of an item. Its element is one of the draft, or none."""

    element_key = forms.TypedChoiceField(
        label=_("Ziel in der Beratung"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=_(
            "Auf dem gemeinsamen Bildschirm steht dann das Ziel in großer Schrift, und beim Ziel steht unter "
            "„So kam es dazu“ diese Sitzung."
        ),
    )

    class Meta:
        model = AgendaItem
        fields = ("title", "description")
        widgets = {"description": rich_text_area(5)}

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: AgendaItem | None = None
    ) -> None:
        super().__init__(data, instance=instance)
        key = self.instance.element_key
        groups = subject_choices()
        if key and key not in {choice for _name, choices in groups for choice, _label in choices}:
            groups.append(
                (str(_("Bisher")), [(key, str(_("ein entferntes Ziel, Themenfeld oder Maßnahme")))])
            )
        choices = [("", _("kein bestimmtes Ziel")), *groups]
        self.fields["element_key"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("element_key", key)
        self.helper = form_helper("revision", "title", "description", "element_key")

    def values(self) -> dict[str, object]:
        return {**super().values(), "element_key": self.cleaned_data["element_key"]}


class ResultForm(RevisedForm[AgendaItem]):
    """The recommendation of the body at an item."""

    class Meta:
        model = AgendaItem
        fields = ("result",)
        widgets = {"result": rich_text_area(8)}
        help_texts = {
            "result": _(
                "Zum Beispiel: „Die Steuerungsgruppe empfiehlt das Ziel mit dem neuen Zieljahr 2027.“ "
                "Eine Empfehlung ist kein Beschluss: Entscheiden werden Ausschüsse und Rat."
            )
        }

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: AgendaItem | None = None
    ) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("revision", "result")
