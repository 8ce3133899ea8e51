import re

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from strategy.choices import DataLicence
from strategy.contrast import CONTRAST_NEEDED, contrast_with_white

# One installation carries one municipality, and so, through its one-to-one relation, one strategy.
THE_ONLY_ONE = 1
LOGO_BYTES_AT_MOST = 500_000
LOGO_PIXELS_AT_MOST = 4000
LOGO_FORMATS = {"PNG", "JPEG"}
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def validate_logo(file: File) -> None:
    """The logo is embedded in each frozen document, so it must be small; only what every PDF can show."""
    if file.size > LOGO_BYTES_AT_MOST:
        raise ValidationError(_("Das Logo ist zu groß. Erlaubt sind höchstens 500 kB."), code="too_large")
    # The form has read the picture and left it on the upload; what is stored was checked when it came.
    upload = None if getattr(file, "_committed", False) else file.file
    image = getattr(upload, "image", None)
    if image is not None and max(image.size) > LOGO_PIXELS_AT_MOST:
        raise ValidationError(_("Das Logo hat zu viele Bildpunkte. Erlaubt sind höchstens 4000 × 4000."))
    if image is not None and image.format not in LOGO_FORMATS:
        raise ValidationError(_("Bitte laden Sie das Logo als PNG oder JPEG hoch."), code="wrong_format")


def validate_contrast(colour: str) -> None:
    """Headings in the colour have to be read on white paper; what is no colour is told by another validator."""
    if not COLOUR.fullmatch(colour) or contrast_with_white(colour) >= CONTRAST_NEEDED:
        return
    ratio = {
        "ratio": number_format(contrast_with_white(colour), 1),
        "needed": number_format(CONTRAST_NEEDED, 1),
    }
    raise ValidationError(
        _(
            "Diese Farbe ist zu hell, um Überschriften auf Weiß zu lesen: Ihr Kontrast ist %(ratio)s zu 1, nötig sind "
            "%(needed)s zu 1. Bitte nehmen Sie eine dunklere."
        )
        % ratio,
        code="too_light",
    )


WELCOME_AT_MOST = 1500


def default_welcome() -> str:
    """The words of an invitation until coordination writes its own."""
    return gettext(
        "wir schreiben gemeinsam eine Nachhaltigkeitsstrategie: Was soll bei uns in den nächsten Jahren besser "
        "werden, und was tun wir dafür? Dabei hilft uns, was Sie wissen und was Ihnen wichtig ist.\n\n"
        "Vorkenntnisse brauchen Sie nicht. Oft reichen zehn Minuten: etwas lesen, abstimmen oder einen Satz "
        "dazu schreiben. Was gerade zu tun ist, steht auf der ersten Seite."
    )


class MunicipalityKind(models.TextChoices):
    CITY = "Stadt", _("Stadt")
    MUNICIPALITY = "Gemeinde", _("Gemeinde")
    DISTRICT = "Kreis", _("Kreis")


GENITIVES: dict[str, str | Promise] = {
    MunicipalityKind.CITY: _("der Stadt %(name)s"),
    MunicipalityKind.MUNICIPALITY: _("der Gemeinde %(name)s"),
    MunicipalityKind.DISTRICT: _("des Kreises %(name)s"),
}


class Municipality(models.Model):
    """The city, municipality or district whose strategy this installation carries."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONLY_ONE, editable=False)
    name = models.CharField(_("Name"), max_length=100)
    kind = models.CharField(_("Art"), max_length=20, choices=MunicipalityKind, default=MunicipalityKind.CITY)
    ags = models.CharField(
        _("Amtlicher Gemeindeschlüssel (AGS)"),
        max_length=8,
        help_text=_("Acht Ziffern, zum Beispiel 05916000."),
        validators=[RegexValidator(r"^\d{8}$", _("Der AGS hat genau acht Ziffern."))],
    )
    contact = models.TextField(
        _("Kontakt"),
        blank=True,
        help_text=_("Anschrift, E-Mail und Telefon der zuständigen Stelle, eine Angabe je Zeile."),
    )
    imprint = DialectField(_("Impressum der Website"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])
    privacy = DialectField(_("Datenschutzerklärung"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])
    accessibility = DialectField(
        _("Erklärung zur Barrierefreiheit"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)]
    )
    welcome = models.TextField(
        _("Begrüßung in Einladungen"),
        blank=True,
        default=default_welcome,
        validators=[TextLimits(WELCOME_AT_MOST)],
        help_text=_(
            "Steht in der E-Mail hinter „Guten Tag“ und dem Namen; davor steht schon, wer wozu einlädt. "
            "Einfacher Text; Absätze trennt eine leere Zeile."
        ),
    )
    logo = models.ImageField(
        _("Logo oder Wappen"),
        upload_to="logo/",
        blank=True,
        validators=[validate_logo],
        help_text=_("PNG oder JPEG, höchstens 500 kB. Es steht auf dem Titelblatt."),
    )
    accent_colour = models.CharField(
        _("Schmuckfarbe"),
        max_length=7,
        default="#1B4F8F",
        help_text=_("Farbe der Überschriften im PDF, zum Beispiel #1B4F8F. Sie muss dunkel sein."),
        validators=[
            RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Bitte so schreiben: #1B4F8F.")),
            validate_contrast,
        ],
    )
    regional_key = models.CharField(
        _("Regionalschlüssel (ARS)"),
        max_length=12,
        blank=True,
        help_text=_("Zwölf Ziffern, zum Beispiel 059160000000. Er steht im Katalog der offenen Daten."),
        validators=[RegexValidator(r"^\d{12}$", _("Der ARS hat genau zwölf Ziffern."))],
    )
    data_licence = models.CharField(
        _("Lizenz der offenen Daten"), max_length=20, choices=DataLicence, default=DataLicence.BY
    )
    data_attribution = models.CharField(
        _("Namensnennung"),
        max_length=200,
        blank=True,
        help_text=_(
            "Wer die Daten nutzt, nennt diesen Namen. Bleibt das Feld leer, ist es der Name der Kommune."
        ),
    )
    data_office = models.CharField(
        _("Ansprechstelle für die Daten"),
        max_length=120,
        blank=True,
        help_text=_("Die Stelle, nicht die Person: zum Beispiel „Stadt Herne, Nachhaltigkeit“."),
    )
    data_email = models.EmailField(
        _("E-Mail der Ansprechstelle"),
        blank=True,
        help_text=_(
            "Ein Postfach der Stelle, ohne Namen einer Person. Bleibt es leer, führt der Katalog zum Impressum."
        ),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    # Who is named in the history when there is no request.
    _history_user: User | None

    class Meta:
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pk=THE_ONLY_ONE),
                name="municipality_is_the_only_one",
                violation_error_message=_("Eine Installation gehört zu genau einer Kommune."),
            ),
            models.CheckConstraint(
                condition=models.Q(data_licence__in=DataLicence.values),
                name="municipality_data_licence_known",
                violation_error_message=_("Diese Lizenz steht für offene Daten nicht zur Wahl."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def in_genitive(self) -> str:
        """The municipality as it reads behind "Strategie"."""
        return str(GENITIVES[self.kind]) % {"name": self.name}
