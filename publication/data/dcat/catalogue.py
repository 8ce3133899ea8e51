"""The catalogue of the open data by DCAT-AP.de 3.0, as a graph and as the two forms that portals fetch.

Every address in it begins with the base address of the installation, under whatever name somebody asks for it. It names
an office and its mailbox, never a person. All nodes have addresses, so the same data are always the same bytes.
"""

import json

from django.utils import timezone
from django.utils.translation import gettext as _
from rdflib import Graph, Literal, URIRef

from publication.data.dcat.datasets import add_all_versions, add_version
from publication.data.dcat.frame import Frame
from publication.data.dcat.services import add_interface, add_oparl
from publication.data.dcat.vocabulary import DCAT, DCT, FOAF, PREFIXES, german, listed
from publication.data.kinds import KINDS
from publication.data.offers import Offer


def catalogue(versions: tuple[tuple[Offer, ...], ...]) -> Graph:
    """The graph of all that is offered, version by version, the one of today first."""
    today = versions[0][0].published
    frame = Frame(today.version.strategy.municipality)
    numbers = [offers[0].number for offers in versions]
    datasets = [add_all_versions(frame, kind, today.document.title, numbers) for kind in KINDS]
    services = [add_interface(frame, tuple(datasets)), add_oparl(frame)]
    for offers in versions:
        before = max((number for number in numbers if number < offers[0].number), default=None)
        datasets += [add_version(frame, offer, before) for offer in offers]
    _add_catalogue(frame, versions, datasets, services)
    return frame.graph


def _add_catalogue(
    frame: Frame, versions: tuple[tuple[Offer, ...], ...], datasets: list[URIRef], services: list[URIRef]
) -> None:
    about = _("Ziele, Maßnahmen und Indikatoren der Strategie, und die Beratungen darüber.")
    title = _("Offene Daten: %s") % versions[0][0].published.document.title
    issued = min(timezone.localdate(offers[0].published.version.published_at) for offers in versions)
    frame.add(
        frame.node("katalog"),
        DCAT.Catalog,
        (
            (DCT.title, german(title)),
            (DCT.description, german(about)),
            (DCT.publisher, frame.publisher),
            (DCT.language, listed("language", "DEU")),
            (DCT.license, URIRef(frame.licence.iri)),
            (DCT.issued, Literal(issued)),
            (DCT.modified, Literal(max(offer.modified for offers in versions for offer in offers))),
            (DCAT.themeTaxonomy, listed("data-theme")),
            (FOAF.homepage, URIRef(frame.page)),
            *((DCT.spatial, place) for place in frame.places),
            *((DCAT.dataset, dataset) for dataset in datasets),
            *((DCAT.service, service) for service in services),
        ),
    )


def turtle(graph: Graph) -> bytes:
    """The catalogue as Turtle."""
    return graph.serialize(format="turtle", encoding="utf-8")


def json_ld(graph: Graph) -> bytes:
    """The same as JSON-LD with its context inside, always in one order."""
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    found = json.loads(graph.serialize(format="json-ld", context=context))
    return json.dumps(_in_order(found), ensure_ascii=False, indent=1).encode()


def _in_order(value: object) -> object:
    """JSON whose lists are sorted: no list of this graph has an order of its own."""
    if isinstance(value, dict):
        return {name: _in_order(each) for name, each in sorted(value.items())}
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value
