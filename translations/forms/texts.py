"""The forms of what is told in other words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from editing.forms.layout import form_helper
from editing.forms.readability import Readable
from editing.forms.revised import RevisedForm
from editing.forms.texts import text_area
from editing.readability import TextKind
from translations.choices import FIELDS, Told, Wording
from translations.models import Translation

ENGLISH_LABELS = {
    Told.STRATEGY: {"title": _("Titel auf Englisch")},
    Told.THEME: {
        "title": _("Titel auf Englisch"),
        "summary": _("Kurzfassung auf Englisch"),
        "text": _("Leitlinie auf Englisch"),
    },
    Told.STRATEGIC_GOAL: {"text": _("Ziel auf Englisch")},
    Told.OPERATIONAL_GOAL: {"title": _("Kurztitel auf Englisch"), "text": _("Ziel auf Englisch")},
    Told.MEASURE: {"title": _("Titel auf Englisch"), "summary": _("Beschreibung auf Englisch")},
}
GERMAN_LABELS = {
    Told.STRATEGY: {"title": _("Titel")},
    Told.THEME: {"title": _("Titel"), "summary": _("Kurzfassung"), "text": _("Leitlinie")},
    Told.STRATEGIC_GOAL: {"text": _("Ziel")},
    Told.OPERATIONAL_GOAL: {"title": _("Kurztitel"), "text": _("Ziel")},
    Told.MEASURE: {"title": _("Titel"), "summary": _("Beschreibung")},
}
EASY_HELP = _(
    "Ein Satz je Zeile; eine leere Zeile trennt Absätze. Trennen Sie lange Wörter mit Bindestrich: Klima-Schutz. "
    "Lassen Sie den Text von Menschen prüfen, die Leichte Sprache brauchen."
)


class TranslationForm(RevisedForm[Translation]):
    """The words of one part; which fields there are depends on what it is."""

    class Meta:
        model = Translation
        fields = ("title", "summary", "text")
        widgets = {"summary": text_area(5), "text": text_area(6)}

    def __init__(self, data: Mapping[str, object] | None = None, *, instance: Translation) -> None:
        super().__init__(data, instance=instance)
        if instance._state.adding:
            # Whoever begins the same text meanwhile is no former revision of it.
            self.fields["revision"].initial = 0
        used = FIELDS[instance.wording][instance.told]
        for name in set(self.fields) - {"revision", *used}:
            del self.fields[name]
        if instance.wording == Wording.EASY:
            self.fields["text"].label = _("Text in Leichter Sprache")
            self.fields["text"].help_text = EASY_HELP
            self.fields["text"].widget = text_area(16)
            self.helper = form_helper("revision", Readable("text", TextKind.EASY))
        else:
            for name in used:
                self.fields[name].label = ENGLISH_LABELS[Told(instance.told)][name]
                self.fields[name].widget.attrs["lang"] = "en"
            self.helper = form_helper("revision", *used)
