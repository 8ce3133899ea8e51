"""The first wording of the pages that the law prescribes, made of a few answers. Pure.

They are written in the dialect of long texts, and the city goes on editing them in its settings.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def imprint_text(answers: Mapping[str, str]) -> str:
    """The imprint (§ 5 DDG, § 18 MStV) of what a city says about itself; what it left out has no line."""
    parts = [
        _("## Wer diese Website anbietet") + "\n\n" + _lines(answers["provider"], answers["address"]),
        _titled(_("## Vertreten durch"), answers["represented_by"]),
        _titled(
            _("## Kontakt"),
            _lines(
                _("E-Mail: %s") % answers["email"],
                _("Telefon: %s") % answers["phone"] if answers["phone"] else "",
            ),
        ),
        _titled(_("## Umsatzsteuer-Identifikationsnummer"), answers["vat_number"]),
        _titled(_("## Verantwortlich für den Inhalt"), answers["responsible"]),
    ]
    return "\n\n".join(filter(None, parts))


def privacy_text(answers: Mapping[str, str], *, feedback_days: int, account_days: int) -> str:
    """The privacy notice: who answers for it, and what this application does with data of its visitors."""
    parts = [
        _titled(_("## Wer verantwortlich ist"), _lines(answers["controller"], answers["email"])),
        _titled(_("## Datenschutzbeauftragte oder Datenschutzbeauftragter"), answers["officer"]),
        _titled(
            _("## Wenn Sie diese Website lesen"),
            _(
                "Dafür brauchen Sie keine Anmeldung. Die Website setzt beim Lesen keine Cookies, zählt keine Besuche "
                "und lädt nichts von anderen Anbietern. Im Protokoll der Anwendung stehen weder Ihr Name "
                "noch Ihre IP-Adresse."
            ),
        ),
        _titled(_("## Was der Webserver speichert"), answers["server_log"]),
        _titled(
            _("## Wenn Sie uns schreiben"),
            _(
                "Wir speichern Ihre Rückmeldung und, wenn Sie sie angeben, Ihre E-Mail-Adresse. Beides brauchen wir, "
                "um zu antworten (Artikel 6 Absatz 1 Buchstabe e DSGVO). Nach spätestens %d Tagen löschen wir es. "
                "Damit niemand uns mit Nachrichten überschüttet, zählen wir sie je IP-Adresse. Die Adresse merkt "
                "sich die Anwendung dafür eine Stunde lang."
            )
            % feedback_days,
        ),
        _titled(
            _("## Wenn Sie sich anmelden"),
            _(
                "Wer im Arbeitsbereich mitarbeitet, hat ein Konto mit Namen und E-Mail-Adresse. Ein Cookie hält die "
                "Anmeldung, ein weiterer schützt Formulare. Beide sind technisch nötig. "
                "Wir brauchen diese Angaben, um gemeinsam an der Strategie zu arbeiten (Artikel 6 Absatz 1 Buchstabe e "
                "DSGVO). Ist ein Konto geschlossen, löschen wir Namen und E-Mail-Adresse nach %d Tagen."
            )
            % account_days,
        ),
        _titled(
            _("## Ihre Rechte"),
            _(
                "Sie können Auskunft über Ihre Daten verlangen, sie berichtigen oder löschen lassen, ihre Verarbeitung "
                "einschränken lassen und ihr widersprechen (Artikel 15 bis 21 DSGVO). Sie können sich bei der "
                "Aufsichtsbehörde beschweren: %s"
            )
            % answers["authority"],
        ),
    ]
    return "\n\n".join(filter(None, parts))


def _titled(title: str, text: str) -> str:
    return f"{title}\n\n{text.strip()}" if text.strip() else ""


def _lines(*lines: str) -> str:
    return "\n".join(line.strip() for line in lines if line.strip())
