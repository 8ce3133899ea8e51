"""The datasets of the catalogue: one for each kind in each published version, and one over all versions of a kind."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from rdflib import Literal, URIRef
from rdflib.term import Node

from accounts.mail import absolute_url
from publication.data.dcat.distributions import add_file, add_pdf
from publication.data.dcat.frame import Frame
from publication.data.dcat.vocabulary import (
    ADMS,
    DCAT,
    DCATAP,
    DCATDE,
    DCT,
    GEOCODING,
    XSD,
    german,
    listed,
)
from publication.data.kinds import KINDS, DataKind
from publication.data.offers import Offer
from strategy.document.document import StrategyDocument
from strategy.models import StrategyVersion

# Environment, government, regions and cities.
THEMES = ("ENVI", "GOVE", "REGI")


def add_version(frame: Frame, offer: Offer, before: int | None) -> URIRef:
    """The dataset of a kind in a version: new content is a new dataset. `before` is the number of the one before it."""
    version, document = offer.published.version, offer.published.document
    title = _("%(title)s, Fassung %(number)s") % {"title": offer.description.title, "number": offer.number}
    files = [add_file(frame, offer, file) for file in offer.files]
    files += add_pdf(frame, version) if offer.kind is DataKind.STRATEGY else []
    page = absolute_url(reverse("publication:version", args=[offer.number]))
    return frame.add(
        frame.dataset(offer.kind, offer.number),
        DCAT.Dataset,
        (
            *_shared(frame, offer.kind, f"{document.title}: {title}"),
            (DCT.identifier, Literal(f"{offer.kind}-{offer.number}")),
            (DCAT.version, Literal(str(offer.number))),
            (ADMS.versionNotes, german(_adoption(version))),
            (DCAT.previousVersion, None if before is None else frame.dataset(offer.kind, before)),
            (DCT.issued, Literal(timezone.localdate(version.published_at))),
            (DCT.modified, Literal(offer.modified)),
            (DCT.temporal, _add_period(frame, offer.number, document)),
            (
                DCT.accrualPeriodicity,
                listed("frequency", "NEVER" if offer.description.frozen else "IRREG"),
            ),
            (DCAT.landingPage, URIRef(page)),
            *((DCAT.distribution, file) for file in files),
        ),
    )


def add_all_versions(frame: Frame, kind: DataKind, title: str, numbers: list[int]) -> URIRef:
    """The dataset of a kind whichever the version; `numbers` are those of the versions, the one of today first."""
    return frame.add(
        frame.node(kind),
        DCAT.Dataset,
        (
            *_shared(frame, kind, f"{title}: {KINDS[kind].title}"),
            (DCT.accrualPeriodicity, listed("frequency", "AS_NEEDED")),
            (DCAT.landingPage, URIRef(frame.page)),
            (DCAT.hasCurrentVersion, frame.dataset(kind, numbers[0])),
            *((DCAT.hasVersion, frame.dataset(kind, number)) for number in numbers),
        ),
    )


def _shared(frame: Frame, kind: DataKind, title: str) -> Iterator[tuple[URIRef, Node | None]]:
    level = "administrativeDistrict" if frame.is_district else "municipality"
    contributor = settings.DCAT_CONTRIBUTOR
    yield DCT.title, german(title)
    yield DCT.description, german(KINDS[kind].about)
    yield DCT.publisher, frame.publisher
    yield DCAT.contactPoint, frame.contact
    yield DCT.language, listed("language", "DEU")
    yield DCT.accessRights, listed("access-right", "PUBLIC")
    yield DCT.type, listed("dataset-type", "STATISTICAL") if kind is DataKind.VALUES else None
    yield DCATAP.availability, listed("planned-availability", "STABLE")
    yield DCATDE.politicalGeocodingLevelURI, URIRef(f"{GEOCODING}Level/{level}")
    yield DCATDE.contributorID, URIRef(contributor) if contributor else None
    yield from ((DCT.spatial, place) for place in frame.places)
    yield from ((DCAT.theme, listed("data-theme", theme)) for theme in THEMES)
    for keyword in (_("Nachhaltigkeit"), _("Agenda 2030"), KINDS[kind].title, frame.municipality.name):
        yield DCAT.keyword, german(keyword)


def _add_period(frame: Frame, number: int, document: StrategyDocument) -> URIRef | None:
    """The years of a strategy, if it names any."""
    years = ((DCAT.startDate, _year(document.period_start)), (DCAT.endDate, _year(document.period_end)))
    if not any(year for _name, year in years):
        return None
    return frame.add(frame.node(f"zeitraum-{number}"), DCT.PeriodOfTime, years)


def _year(year: int | None) -> Literal | None:
    return None if year is None else Literal(str(year), datatype=XSD.gYear)


def _adoption(version: StrategyVersion) -> str:
    day = date_format(version.adopted_on, "j. F Y") if version.adopted_on else ""
    said = _("Vom Rat beschlossen am %s") % day
    reference = version.resolution_reference
    return f"{said}, {_('Vorlage %s') % reference}" if reference else said
