"""What a file for the archive says of itself, and what lies in it. Pure."""

from datetime import UTC, datetime
from typing import NamedTuple

# PDF/A asks that a schema which it does not know, such as that of PDF/UA, is described where it is used.
UNIVERSAL_ACCESS = b"""
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
END = b"</rdf:RDF>"


class Attached(NamedTuple):
    """A file inside of the file: the data that the pages were drawn from."""

    name: str
    content: bytes
    description: str


class Archive(NamedTuple):
    """A file as PDF/A-3a and PDF/UA-1 in one; `at` is the moment whose state it shows."""

    at: datetime
    attached: tuple[Attached, ...]


def with_universal_access(rdf: bytes) -> bytes:
    """The metadata of a PDF/A that is PDF/UA-1, too."""
    before, end, after = rdf.rpartition(END)
    return before + UNIVERSAL_ACCESS + end + after


def in_world_time(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
