"""Where a catalogue by DCAT says that a whole strategy lies: its JSON files, with their licences. Pure.

Nothing but the given text is read: a context of JSON-LD that lies elsewhere is refused, because the parser would fetch
it past all our bounds.
"""

import json
from collections.abc import Iterator
from typing import NoReturn

from django.utils.translation import gettext as _
from msgspec import Struct
from rdflib import Graph, Namespace, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.plugins.shared.jsonld import context as json_ld_contexts
from rdflib.term import Node

from accounts.exceptions import RuleBroken
from library.foreign_files import NamedLicence
from library.licences import licence_named

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
TURTLE = "text/turtle"
TYPES = (TURTLE, "application/ld+json")
JSON_WORDS = ("application/json", "file-type/json")
# More than any city offers; the parsers need some ten seconds for that.
CATALOGUE_AT_MOST = 4 * 1024 * 1024


def _fetch_nothing(*arguments: object, **options: object) -> NoReturn:
    """Stand in for what fetches contexts: nothing here asks another server past our bounds."""
    raise ValueError(arguments)


# A second lock behind `_refers_elsewhere`. The parser makes contexts of its own below others: a class would not do.
json_ld_contexts.source_to_json = _fetch_nothing  # type: ignore[attr-defined]


class OfferedFile(Struct, frozen=True):
    """A JSON file of a catalogue; `rank` is the higher, the likelier it is the strategy of today."""

    address: str
    licence: NamedLicence | None
    rank: tuple[bool, bool, str]


def offered_files(content: bytes, content_type: str, address: str) -> tuple[OfferedFile, ...]:
    """The JSON files of a catalogue, the likeliest first. Raises RuleBroken for what is none, or has none."""
    graph = _graph(content, content_type, address)
    files = {found.address: found for found in _files(graph)}
    if not files:
        raise RuleBroken(_("Dieser Katalog nennt keine JSON-Datei mit einer Strategie."))
    return tuple(sorted(files.values(), key=lambda file: file.rank, reverse=True))


def _graph(content: bytes, content_type: str, address: str) -> Graph:
    if len(content) > CATALOGUE_AT_MOST:
        raise RuleBroken(_("Dieser Katalog ist zu groß. Geben Sie die Adresse der JSON-Datei selbst ein."))
    try:
        if content_type == TURTLE:
            return Graph().parse(data=content, format="turtle", publicID=address)
        return _of_json(json.loads(content), address)
    # The parsers of rdflib fail in many ways, some of them by chance.
    except Exception:
        raise RuleBroken(_("Dieser Katalog ist nicht lesbar.")) from None


def _of_json(content: object, address: str) -> Graph:
    """The graph of JSON-LD. Raises ValueError for one that refers elsewhere."""
    if _refers_elsewhere(content):
        raise ValueError(address)
    graph: Graph = to_rdf(content, Graph(), base=address)
    return graph


def _refers_elsewhere(value: object) -> bool:
    """Say whether JSON-LD takes a part of its meaning from another address."""
    if isinstance(value, list):
        return any(map(_refers_elsewhere, value))
    if not isinstance(value, dict):
        return False
    return (
        "@import" in value
        or any(_is_no_context(each) for each in _flat(value.get("@context")))
        or any(map(_refers_elsewhere, value.values()))
    )


def _is_no_context(value: object) -> bool:
    """Say whether this is anything but a context that stands in the file itself."""
    return value is not None and not isinstance(value, dict)


def _flat(value: object) -> Iterator[object]:
    """A value, or those in its lists, however deep."""
    if not isinstance(value, list):
        yield value
        return
    for each in value:
        yield from _flat(each)


def _files(graph: Graph) -> Iterator[OfferedFile]:
    current = set(graph.objects(None, DCAT.hasCurrentVersion))
    for dataset, distribution in graph.subject_objects(DCAT.distribution):
        if not _is_json(graph, distribution):
            continue
        found = graph.value(distribution, DCAT.downloadURL) or graph.value(distribution, DCAT.accessURL)
        if isinstance(found, URIRef):
            yield OfferedFile(
                address=str(found),
                licence=_licence(graph, distribution) or _licence(graph, dataset),
                rank=_rank(graph, dataset, distribution, dataset in current),
            )


def _is_json(graph: Graph, distribution: Node) -> bool:
    types = (*graph.objects(distribution, DCAT.mediaType), *graph.objects(distribution, DCT["format"]))
    return any(str(each).casefold().endswith(JSON_WORDS) for each in types)


def _licence(graph: Graph, node: Node) -> NamedLicence | None:
    """The licence of a file or data set; of several the one that forbids most. That of a catalogue is for its list."""
    names = sorted(map(str, graph.objects(node, DCT.license)))
    if not names:
        return None
    refused = (name for name in names if licence_named(name) is None)
    attributions = sorted(map(str, graph.objects(node, DCATDE.licenseAttributionByText)))
    return NamedLicence(url=next(refused, names[0]), attribution="; ".join(attributions))


def _rank(graph: Graph, dataset: Node, distribution: Node, is_current: bool) -> tuple[bool, bool, str]:
    schemas = (str(each) for each in graph.objects(distribution, DCT.conformsTo))
    is_ours = any(each.endswith("strategie.schema.json") for each in schemas)
    dated = graph.value(dataset, DCT.issued) or graph.value(dataset, DCT.modified)
    return (is_ours, is_current, str(dated or ""))
