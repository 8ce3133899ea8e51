"""The guided forms of the pages that the law prescribes."""

from collections.abc import Mapping
from datetime import date

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import DayField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import text_area
from editing.one_line import one_line
from publication.models import AccessibilityDeclaration
from strategy.inventory.forms.concepts import LinkField

DAYS = ("declared_on", "automatic_on", "manual_on")
GAP = "…"
WRITE = _("Text erstellen")


class DeclarationForm(RevisedForm[AccessibilityDeclaration]):
    """What the last checks showed; the declaration is drawn from it."""

    class Meta:
        model = AccessibilityDeclaration
        fields = (
            *("conformity", "gaps", "reasons", "alternatives", "automatic_on", "automatic_result"),
            *("manual_on", "manual_by", "manual_result", "declared_on", "ombuds_name", "ombuds_link"),
        )
        field_classes = {**dict.fromkeys(DAYS, DayField), "ombuds_link": LinkField}
        widgets = {"gaps": text_area(5), "reasons": text_area(4), "alternatives": text_area(4)}
        help_texts = {
            "gaps": _(
                "Nennen Sie jede Stelle und was dort nicht geht. Bleibt leer, wenn alles barrierefrei ist."
            ),
            "reasons": _("Zum Beispiel: Die Videos sind älter, und Untertitel für alle wären zu teuer."),
            "alternatives": _("Zum Beispiel: Den Inhalt schicken wir Ihnen als Text."),
            "automatic_result": _("Zum Beispiel: axe-core auf allen Seiten, keine Verstöße."),
            "manual_result": _("Zum Beispiel: Tastatur und Screenreader auf zehn Seiten, zwei Mängel."),
            "ombuds_name": _("Sie ist im Gesetz Ihres Landes genannt."),
            "ombuds_link": _("Die Seite, auf der man dort einen Antrag stellt."),
        }

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: AccessibilityDeclaration
    ) -> None:
        super().__init__(data, instance=instance)
        if instance._state.adding:
            self.fields["revision"].initial = 0
        self.helper = form_helper(
            "revision",
            Fieldset(_("Ergebnis"), "conformity", "gaps", "reasons", "alternatives"),
            Fieldset(_("Automatische Prüfung"), "automatic_on", "automatic_result"),
            Fieldset(_("Prüfung von Hand"), "manual_on", "manual_by", "manual_result"),
            Fieldset(_("Erklärung"), "declared_on", "ombuds_name", "ombuds_link"),
        )

    def clean(self) -> dict[str, object]:
        """A check lies behind us."""
        values = super().clean()
        for name in DAYS:
            day = values.get(name)
            if isinstance(day, date) and day > timezone.localdate():
                self.add_error(name, _("Dieser Tag liegt in der Zukunft."))
        return values


def without_gaps(text: str) -> None:
    """Refuse a text of ours that still has a gap to fill in."""
    if GAP in text:
        raise ValidationError(_("Setzen Sie für „…“ die Zahl der Tage ein."))


class ImprintForm(forms.Form):
    """What an imprint must say."""

    provider = forms.CharField(label=_("Name der Kommune"), max_length=200, validators=[one_line])
    address = forms.CharField(label=_("Anschrift"), max_length=400, widget=text_area(3))
    represented_by = forms.CharField(
        label=_("Vertreten durch"),
        max_length=200,
        validators=[one_line],
        help_text=_("Zum Beispiel: Oberbürgermeisterin Vorname Nachname"),
    )
    email = forms.EmailField(label=_("E-Mail-Adresse"))
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False, validators=[one_line])
    vat_number = forms.CharField(
        label=_("Umsatzsteuer-Identifikationsnummer"), max_length=30, required=False, validators=[one_line]
    )
    responsible = forms.CharField(
        label=_("Verantwortlich für den Inhalt"),
        max_length=400,
        widget=text_area(3),
        help_text=_("Name und Anschrift, nach § 18 Absatz 2 des Medienstaatsvertrags."),
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.helper = form_helper(*self.fields, button=WRITE)


class PrivacyForm(forms.Form):
    """What a privacy notice must say and the application cannot know."""

    controller = forms.CharField(label=_("Wer verantwortlich ist"), max_length=400, widget=text_area(3))
    email = forms.EmailField(label=_("E-Mail-Adresse"))
    officer = forms.CharField(
        label=_("Datenschutzbeauftragte oder Datenschutzbeauftragter"),
        max_length=400,
        widget=text_area(3),
        help_text=_("Anschrift und E-Mail-Adresse; ein Postfach genügt."),
    )
    authority = forms.CharField(
        label=_("Aufsichtsbehörde"),
        max_length=300,
        validators=[one_line],
        help_text=_("Die Landesbeauftragte oder der Landesbeauftragte für Datenschutz Ihres Landes."),
    )
    server_log = forms.CharField(
        label=_("Was der Webserver speichert"),
        max_length=1000,
        initial=_(
            "Der Webserver speichert zu jeder Anfrage die IP-Adresse, die Zeit, die aufgerufene Seite und die "
            "Menge der Daten. Nach … Tagen löschen wir das. Wir brauchen es, um Störungen und Angriffe zu erkennen "
            "(Artikel 6 Absatz 1 Buchstabe e DSGVO)."
        ),
        validators=[without_gaps],
        widget=text_area(5),
        help_text=_("Fragen Sie, wer den Server betreibt: welche Angaben, wie lange."),
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.helper = form_helper(*self.fields, button=WRITE)
