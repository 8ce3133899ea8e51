"""Reading the strategy of another municipality: what is taken, what is refused and why."""

import json
from collections.abc import Iterator

import pytest
from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf

from editing.exceptions import RuleBroken
from files.fetching import Fetcher
from library.catalogues import offered_files
from library.foreign_files import FILE_AT_MOST, NamedLicence, read_file
from library.licences import licence_named
from library.reading import careful_fetcher, read_address
from tests.library.files import document_of, file_of
from tests.oparl.foreign_server import ForeignServer, Reply, foreign_server

BY = NamedLicence(
    url="http://dcat-ap.de/def/licenses/dl-by-de/2.0", attribution="Stadt Musterstadt, Umweltamt"
)
TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix media: <https://www.iana.org/assignments/media-types/> .
@prefix type: <http://publications.europa.eu/resource/authority/file-type/> .
<#k> a dcat:Catalog ; dct:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
  dcat:dataset <#alt>, <#neu>, <#csv> .
<#alle> dcat:hasCurrentVersion <#neu> .
<#alt> dcat:distribution <#alt-datei> ; dct:issued "2026-01-01" .
<#neu> dcat:distribution <#neu-datei> ; dct:issued "2025-01-01" ;
  dct:license <https://creativecommons.org/licenses/by/4.0/>, <https://creativecommons.org/licenses/by-nc/4.0/> .
<#csv> dcat:distribution <#csv-datei> .
<#alt-datei> dcat:downloadURL <alt.json> ; dcat:mediaType media:application\\/json .
<#neu-datei> dcat:downloadURL <neu.json> ; dct:format type:JSON .
<#csv-datei> dcat:downloadURL <massnahmen.csv> ; dcat:mediaType media:text\\/csv .
"""


@pytest.fixture
def server() -> Iterator[ForeignServer]:
    with foreign_server() as running:
        yield running


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("dl-by-de/2.0", "Namensnennung – Version 2.0"),
        ("http://dcat-ap.de/def/licenses/dl-zero-de/2.0", "Zero – Version 2.0"),
        ("https://www.govdata.de/dl-de/by-2-0", "Namensnennung – Version 2.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.de", "CC BY 4.0"),
        ("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", "CC BY 4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode", "CC0 1.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", None),
        ("https://creativecommons.org/licenses/by-nc/4.0/", None),
        ("https://creativecommons.org/licenses/by/3.0/", None),
        ("Alle Rechte vorbehalten", None),
    ],
)
def test_a_licence_is_known_by_each_of_its_names(name: str, title: str | None) -> None:
    found = licence_named(name)
    assert found is None if title is None else title in found.title


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            file_of({"id": "cc-by-nc/4.0", "url": "https://creativecommons.org/licenses/by-nc/4.0/"}),
            "erlaubt nicht",
        ),
        (document_of(), "nennt keine Lizenz"),
        (file_of(licence={}), "nennt keine Lizenz"),
        (file_of(themes=[]), "kein Ziel und keine Maßnahme"),
        (file_of(themes="viele"), "in unserem Format"),
        (file_of(licence=["frei"]), "in unserem Format"),
        (b"{", "in unserem Format"),
        (b"\xff\xfe{", "in unserem Format"),
        (b"[" * 100_000, "in unserem Format"),
        (b"<html></html>", "in unserem Format"),
        (b" " * (FILE_AT_MOST + 1), "größer als 20 MB"),
    ],
)
def test_what_is_no_strategy_or_may_not_be_copied_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        read_file(content)


def test_a_file_says_under_which_licence_and_who_is_named() -> None:
    whole, alone = read_file(file_of(schema_version=1)), read_file(document_of(), beside=BY)

    assert (whole.attribution, whole.version) == (
        "Stadt Musterstadt",
        "Fassung 1 vom 14. März 2024",
    )
    assert (alone.attribution, alone.version) == ("Stadt Musterstadt, Umweltamt", "")
    assert sum(1 for _measure in alone.document.measures()) == 22


def test_a_catalogue_leads_to_the_strategy_of_today_with_its_licence() -> None:
    files = offered_files(TURTLE.encode(), "text/turtle", "https://stadt.example/daten/katalog.ttl")

    assert [file.address for file in files] == [
        "https://stadt.example/daten/neu.json",
        "https://stadt.example/daten/alt.json",
    ]
    # Of two licences both have to allow copying; that of the catalogue is for its list, not for the data sets.
    assert [file.licence for file in files] == [
        NamedLicence(url="https://creativecommons.org/licenses/by-nc/4.0/"),
        None,
    ]


@pytest.mark.parametrize(
    "context",
    ["%s", [["%s"]], [None, [{}, ["%s"]]], {"x": {"@id": "http://x.example/", "@context": [["%s"]]}}, 7],
)
def test_a_context_that_lies_elsewhere_is_never_fetched(server: ForeignServer, context: object) -> None:
    address = server.url("/inner")
    content = json.dumps({"@context": context, "x": {"@id": "#a"}}).replace("%s", address)

    with pytest.raises(RuleBroken):
        offered_files(content.encode(), "application/ld+json", "https://stadt.example/katalog")
    # The parser itself does not fetch either.
    with pytest.raises(ValueError, match="inner"):
        to_rdf({"@context": [[address]]}, Graph())
    assert server.asked == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"das ist kein Turtle", "text/turtle"),
        (b"", "text/turtle"),
        (b'{"@context": "http://10.0.0.1/context.jsonld"}', "application/ld+json"),
        (
            b'{"@context": {"x": {"@id": "http://x.example/x", "@context": ["http://10.0.0.1/"]}}}',
            "application/ld+json",
        ),
        (b'{"@context": {"@import": "http://10.0.0.1/"}}', "application/ld+json"),
        (b'{"@graph": ' + b"[" * 50_000, "application/ld+json"),
        (b" " * 5_000_000, "text/turtle"),
    ],
)
def test_a_catalogue_that_cannot_be_read_or_refers_elsewhere_is_refused(content: bytes, kind: str) -> None:
    with pytest.raises(RuleBroken):
        offered_files(content, kind, "https://stadt.example/katalog")


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), "weder ein Katalog"),
        (Reply({}, status=503), "Fehler 503"),
        (Reply(status=302, headers={"Location": "http://10.0.0.1/"}), "in einem internen Netz"),
        (Reply(TURTLE.encode(), headers={"Content-Type": "text/turtle"}), "Fehler 404"),
    ],
)
def test_an_address_that_leads_to_no_strategy_is_refused(
    server: ForeignServer, reply: Reply, sentence: str
) -> None:
    server.pages["/daten"] = reply

    with pytest.raises(RuleBroken, match=sentence):
        read_address(Fetcher(trusted_hosts=["127.0.0.1"]), server.url("/daten"))


def test_no_address_of_an_inner_network_is_asked(server: ForeignServer) -> None:
    with pytest.raises(RuleBroken, match="in einem internen Netz"):
        read_address(careful_fetcher(), server.url("/daten"))
    assert server.asked == []
