"""The files of the open data as distributions of the catalogue."""

from django.urls import reverse
from django.utils.translation import gettext as _
from rdflib import Literal, URIRef

from accounts.mail import absolute_url
from publication.data.dcat.frame import Facts, Frame
from publication.data.dcat.vocabulary import (
    ADMS,
    DCAT,
    DCATAP,
    DCATDE,
    DCT,
    SHA256,
    SPDX,
    XSD,
    german,
    listed,
    media_type,
)
from publication.data.kinds import CONTENT_TYPES, Format
from publication.data.offers import Offer, OfferedFile
from publication.pages import finished
from strategy.models import StrategyVersion

FILE_TYPES = {Format.JSON: "JSON", Format.CSV: "CSV", Format.XLSX: "XLSX"}


def add_file(frame: Frame, offer: Offer, file: OfferedFile) -> URIRef:
    """A file with its size and the sum of its bytes."""
    address = absolute_url(file.path)
    checksum = Literal(file.checksum, datatype=XSD.hexBinary)
    facts = ((SPDX.algorithm, SHA256), (SPDX.checksumValue, checksum))
    schema = URIRef(absolute_url(reverse("publication:data-schema")))
    return _add(
        frame,
        address,
        (
            (DCT.title, german(f"{offer.description.title} ({file.word})")),
            (DCT["format"], listed("file-type", FILE_TYPES[file.format])),
            (DCAT.mediaType, media_type(CONTENT_TYPES[file.format])),
            (DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger)),
            (DCT.modified, Literal(offer.modified)),
            (DCT.conformsTo, schema if file.format is Format.JSON else None),
            (SPDX.checksum, frame.add(URIRef(f"{address}#pruefsumme"), SPDX.Checksum, facts)),
        ),
    )


def add_pdf(frame: Frame, version: StrategyVersion) -> list[URIRef]:
    """The same strategy for people, as far as its PDF is made."""
    pdf = finished(version.pdf_file)
    if pdf is None:
        return []
    address = absolute_url(reverse("publication:version-pdf", args=[version.number]))
    facts = (
        (DCT.title, german(_("Die ganze Strategie (PDF)"))),
        (DCT["format"], listed("file-type", "PDFUA")),
        (DCAT.mediaType, media_type("application/pdf")),
        (DCAT.byteSize, Literal(str(pdf.file.size), datatype=XSD.nonNegativeInteger)),
    )
    return [_add(frame, address, facts)]


def _add(frame: Frame, address: str, facts: Facts) -> URIRef:
    attribution = frame.licence.attribution
    shared = (
        (DCAT.accessURL, URIRef(address)),
        (DCAT.downloadURL, URIRef(address)),
        (DCT.license, URIRef(frame.licence.iri)),
        (DCATDE.licenseAttributionByText, german(attribution) if attribution else None),
        (DCATAP.availability, listed("planned-availability", "STABLE")),
        (ADMS.status, listed("distribution-status", "COMPLETED")),
    )
    return frame.add(URIRef(f"{address}#datei"), DCAT.Distribution, (*facts, *shared))
