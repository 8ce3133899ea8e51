"""The strategy of another municipality, read from a file in our own format. Pure.

Either what our open data offer, the document with its licence beside it, or a document alone, as it was frozen.
"""

from datetime import date

import msgspec
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.exceptions import RuleBroken
from library.licences import Licence, licence_named
from strategy.document.document import StrategyDocument

FILE_AT_MOST = 20 * 1024 * 1024


class NamedLicence(Struct, frozen=True):
    """A licence as the other side names it: some of it may be missing."""

    id: str = ""
    title: str = ""
    url: str = ""
    attribution: str = ""


class ForeignVersion(Struct, frozen=True):
    number: int | None = None
    adopted_on: str = ""


class Envelope(Struct, frozen=True):
    """A file of the open data; the document stays as it is until it is read."""

    document: msgspec.Raw = msgspec.Raw()
    licence: NamedLicence | None = None
    version: ForeignVersion | None = None


class ForeignStrategy(Struct, frozen=True):
    """A strategy that may be copied from: its document, under which licence, whom to name, which version."""

    document: StrategyDocument
    licence: Licence
    attribution: str
    version: str


def read_file(content: bytes, beside: NamedLicence | None = None) -> ForeignStrategy:
    """Read a file; `beside` is the licence that a catalogue names for it, for a document that names none itself.

    Raises RuleBroken for what is too large, no strategy in our format, or may not be copied.
    """
    if len(content) > FILE_AT_MOST:
        raise RuleBroken(_("Diese Datei ist größer als 20 MB."))
    try:
        envelope = msgspec.json.decode(content, type=Envelope)
        document = msgspec.json.decode(bytes(envelope.document) or content, type=StrategyDocument)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RuleBroken(
            _(
                "Das ist keine Strategie in unserem Format. Gebraucht wird die JSON-Datei „Die ganze Strategie“ "
                "von der Seite „Offene Daten“ der anderen Kommune."
            )
        ) from None
    if document.is_empty:
        raise RuleBroken(_("In dieser Strategie steht kein Ziel und keine Maßnahme."))
    named = envelope.licence or beside
    licence = allowed(named)
    attribution = named.attribution if named and named.attribution else document.municipality.full_name
    return ForeignStrategy(
        document=document,
        licence=licence,
        attribution=attribution if licence.names_somebody else "",
        version=_version(envelope.version),
    )


def allowed(named: NamedLicence | None) -> Licence:
    """The licence behind a name. Raises RuleBroken when none is named, or one that we know no leave to copy from."""
    names = (named.id, named.url, named.title) if named else ()
    if not any(names):
        raise RuleBroken(
            _("Die andere Kommune nennt keine Lizenz. Ohne Lizenz dürfen wir nichts übernehmen.")
        )
    found = licence_named(*names)
    if found is None:
        raise RuleBroken(
            _(
                "Die Lizenz „%s“ erlaubt nicht, Texte zu übernehmen und zu ändern. Möglich sind: Datenlizenz "
                "Deutschland (Namensnennung oder Zero) 2.0, CC BY 4.0 und CC0."
            )
            % next(filter(None, names))[:200]
        )
    return found


def _version(version: ForeignVersion | None) -> str:
    if version is None or version.number is None:
        return ""
    said = _("Fassung %d") % version.number
    try:
        day = date_format(date.fromisoformat(version.adopted_on), "j. F Y")
    except ValueError:
        return said
    return _("%(version)s vom %(day)s") % {"version": said, "day": day}
