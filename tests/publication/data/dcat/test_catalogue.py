"""The catalogue keeps every rule that our shapes know, and each of these rules can be broken."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pyshacl import validate
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from exports.models import ExportFile
from publication.data.dcat.vocabulary import ADMS, DCAT, DCATAP, DCATDE, DCT, FOAF, SPDX, VCARD
from publication.data.kinds import KINDS
from strategy.choices import DataLicence
from strategy.models import Municipality, StrategyVersion
from tests.publication.conftest import MakeVersion, learning_document

SHAPES = Graph().parse(Path(__file__).with_name("shapes.ttl"))
BASE = "http://127.0.0.1:8000/daten/"
EU = "http://publications.europa.eu/resource/authority/"
OWL = Namespace("http://www.w3.org/2002/07/owl#")
DATASET, FILE = URIRef(f"{BASE}#massnahmen-1"), URIRef(f"{BASE}fassungen/1/massnahmen.csv#datei")
CATALOGUE, CONTACT, ALL = URIRef(f"{BASE}#katalog"), URIRef(f"{BASE}#kontakt"), URIRef(f"{BASE}#massnahmen")
INTERFACE = URIRef("http://127.0.0.1:8000/api/#dienst")
PUBLISHER = URIRef("http://127.0.0.1:8000/#kommune")


def catalogue(client: Client) -> Graph:
    response = client.get(reverse("publication:catalogue-turtle"))
    assert (response.status_code, response["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    return Graph().parse(data=response.content, format="turtle")


def faults(graph: Graph) -> str:
    """What the shapes say against a graph, violations and warnings; empty when it keeps to them."""
    conforms, _results, text = validate(graph, shacl_graph=SHAPES, inference="none", advanced=False)
    return "" if conforms else text


@pytest.fixture
def graph(client: Client, version: StrategyVersion) -> Graph:
    return catalogue(client)


def test_the_shapes_find_nothing(client: Client, make_version: MakeVersion, finished_pdf: ExportFile) -> None:
    make_version(learning_document(measures=2), number=2)
    for licence in DataLicence:
        Municipality.objects.update(
            data_licence=licence, data_email="ziele@musterstadt.example", regional_key="059990000000"
        )
        assert faults(catalogue(client)) == ""


def without(*triple: Any) -> Callable[[Graph], object]:
    return lambda graph: graph.remove(triple)


def beside(*triple: Any) -> Callable[[Graph], object]:
    return lambda graph: graph.add(triple)


def instead(*triple: Any) -> Callable[[Graph], object]:
    return lambda graph: graph.set(triple)


BROKEN: dict[str, Callable[[Graph], object]] = {
    "no title": without(DATASET, DCT.title, None),
    "no description": without(DATASET, DCT.description, None),
    "no publisher": without(DATASET, DCT.publisher, None),
    "two publishers": beside(DATASET, DCT.publisher, CONTACT),
    "publisher not described": without(PUBLISHER, RDF.type, None),
    "publisher without a name": without(PUBLISHER, FOAF.name, None),
    "contact not described": without(CONTACT, RDF.type, None),
    "contact without a way": without(CONTACT, VCARD.hasURL, None),
    "mailbox as a text": beside(CONTACT, VCARD.hasEmail, Literal("ziele@musterstadt.example")),
    "a person": beside(URIRef(f"{BASE}#kim"), RDF.type, FOAF.Person),
    "no keyword": without(DATASET, DCAT.keyword, None),
    "no theme": without(DATASET, DCAT.theme, None),
    "theme in small letters": instead(DATASET, DCAT.theme, URIRef(f"{EU}data-theme/envi")),
    "theme by https": instead(DATASET, DCAT.theme, URIRef(f"{EU}data-theme/ENVI".replace("http:", "https:"))),
    "theme as a text": instead(DATASET, DCAT.theme, Literal(f"{EU}data-theme/ENVI")),
    "language that is none": instead(DATASET, DCT.language, URIRef(f"{EU}language/de")),
    "frequency that is none": instead(DATASET, DCT.accrualPeriodicity, URIRef(f"{EU}frequency/SOMETIMES")),
    "key with 7 digits": instead(
        DATASET, DCT.spatial, URIRef("http://dcat-ap.de/def/politicalGeocoding/municipalityKey/5999000")
    ),
    "place not described": without(None, RDF.type, DCT.Location),
    "period without years": without(URIRef(f"{BASE}#zeitraum-1"), None, None),
    "period as days": instead(
        URIRef(f"{BASE}#zeitraum-1"), DCAT.startDate, Literal("2021-01-01", datatype=XSD.date)
    ),
    "version without files": without(DATASET, DCAT.distribution, None),
    "version without notes": without(DATASET, ADMS.versionNotes, None),
    "version of nothing": without(ALL, DCAT.hasVersion, None),
    "no current version": without(ALL, DCAT.hasCurrentVersion, None),
    "version that is none": beside(ALL, DCAT.hasVersion, FILE),
    "deprecated version": beside(ALL, DCT.hasVersion, DATASET),
    "deprecated number": beside(DATASET, OWL.versionInfo, Literal("1")),
    "dataset not listed": without(CATALOGUE, DCAT.dataset, DATASET),
    "service not listed": without(CATALOGUE, DCAT.service, None),
    "no taxonomy": without(CATALOGUE, DCAT.themeTaxonomy, None),
    "file without licence": without(FILE, DCT.license, None),
    "licence with a slash": instead(
        FILE, DCT.license, URIRef("http://dcat-ap.de/def/licenses/dl-by-de/2.0/")
    ),
    "nobody named": without(FILE, DCATDE.licenseAttributionByText, None),
    "no address": without(FILE, DCAT.accessURL, None),
    "address as a text": instead(FILE, DCAT.accessURL, Literal(f"{BASE}fassungen/1/massnahmen.csv")),
    "two addresses": instead(FILE, DCAT.downloadURL, URIRef(f"{BASE}anderswo.csv")),
    "size as an integer": instead(FILE, DCAT.byteSize, Literal(12)),
    "format that is none": instead(FILE, DCT["format"], URIRef(f"{EU}file-type/csv")),
    "availability that is none": instead(
        FILE, DCATAP.availability, URIRef(f"{EU}planned-availability/ALWAYS")
    ),
    "sum as a text": instead(
        URIRef(f"{BASE}fassungen/1/massnahmen.csv#pruefsumme"), SPDX.checksumValue, Literal("ab" * 32)
    ),
    "day as a text": instead(DATASET, DCT.issued, Literal("2021-10-06")),
    "data served without a licence": without(INTERFACE, DCT.license, None),
    "served that is no dataset": beside(INTERFACE, DCAT.servesDataset, FILE),
    "service without address": without(None, DCAT.endpointURL, None),
}


@pytest.mark.slow
def test_the_shapes_find_each_broken_rule(graph: Graph) -> None:
    unseen = []
    for fault, break_it in BROKEN.items():
        broken = Graph() + graph
        break_it(broken)
        assert set(broken) != set(graph), f"{fault}: nothing is broken"
        if not faults(broken):
            unseen.append(fault)
    assert unseen == []


# The parser of rdflib warns of a part of itself.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_both_forms_say_the_same_without_a_context_elsewhere(client: Client, graph: Graph) -> None:
    response = client.get(reverse("publication:catalogue-json-ld"))
    assert response["Content-Type"] == "application/ld+json"
    context = json.loads(response.content)["@context"]
    assert all(isinstance(value, str) for value in context.values())
    assert isomorphic(Graph().parse(data=response.content, format="json-ld"), graph)


@pytest.mark.parametrize("name", ["catalogue-turtle", "catalogue-json-ld"])
def test_addresses_do_not_depend_on_who_asks(
    client: Client, version: StrategyVersion, settings: Any, name: str
) -> None:
    settings.BASE_URL = "https://strategie.musterstadt.example"
    settings.ALLOWED_HOSTS = ["*"]
    path = reverse(f"publication:{name}")
    contents = {client.get(path, headers={"host": host}).content for host in ("innen.example", "127.0.0.1:9")}
    assert len(contents) == 1
    content = contents.pop().decode()
    assert "https://strategie.musterstadt.example/daten/" in content
    assert "innen.example" not in content
    assert "127.0.0.1" not in content


def test_every_file_stands_in_the_catalogue_with_its_size_and_sum(client: Client, graph: Graph) -> None:
    addresses = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    assert len(addresses) == sum(len(description.formats) for description in KINDS.values())
    for file in graph.subjects(RDF.type, DCAT.Distribution):
        address = str(graph.value(file, DCAT.downloadURL))
        content = client.get(address.removeprefix("http://127.0.0.1:8000")).content
        assert str(graph.value(file, DCAT.byteSize)) == str(len(content))


def test_versions_follow_each_other(client: Client, make_version: MakeVersion) -> None:
    for number in (1, 2, 3):
        make_version(learning_document(), number=number, published=number != 2)
    graph = catalogue(client)
    third = URIRef(f"{BASE}#massnahmen-3")
    assert set(graph.objects(ALL, DCAT.hasVersion)) == {DATASET, third}
    assert graph.value(ALL, DCAT.hasCurrentVersion) == third
    assert graph.value(third, DCAT.previousVersion) == DATASET
    assert "-2>" not in client.get(reverse("publication:catalogue-turtle")).content.decode()


def test_keys_are_those_that_were_entered(client: Client, version: StrategyVersion) -> None:
    geocoding = "http://dcat-ap.de/def/politicalGeocoding/"
    places = set(catalogue(client).objects(DATASET, DCT.spatial))
    assert places == {URIRef(f"{geocoding}municipalityKey/05999000")}
    Municipality.objects.update(regional_key="059990000000", kind="Kreis", ags="05978000")
    places = set(catalogue(client).objects(DATASET, DCT.spatial))
    assert places == {URIRef(f"{geocoding}districtKey/05978"), URIRef(f"{geocoding}regionalKey/059990000000")}


def test_the_office_is_named_and_who_delivers(
    client: Client, version: StrategyVersion, settings: Any
) -> None:
    Municipality.objects.update(data_office="Musterstadt, Umwelt", data_email="ziele@musterstadt.example")
    settings.DCAT_CONTRIBUTOR = "http://dcat-ap.de/def/contributors/openNRW"
    graph = catalogue(client)
    assert graph.value(CONTACT, VCARD.hasEmail) == URIRef("mailto:ziele@musterstadt.example")
    assert graph.value(CONTACT, VCARD.hasURL) is None
    assert graph.value(DATASET, DCATDE.contributorID) == URIRef(settings.DCAT_CONTRIBUTOR)
    assert faults(graph) == ""


def test_before_anything_is_published_there_is_no_catalogue(
    client: Client, make_version: MakeVersion
) -> None:
    make_version(learning_document(), published=False)
    assert client.get(reverse("publication:catalogue-turtle")).status_code == 404
    assert client.get(reverse("publication:catalogue-json-ld")).status_code == 404
