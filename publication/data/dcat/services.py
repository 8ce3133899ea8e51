"""The services beside the files, as the catalogue names them: our interface for programs, and OParl."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from rdflib import URIRef

from accounts.mail import absolute_url
from publication.data.dcat.frame import Facts, Frame
from publication.data.dcat.vocabulary import DCAT, DCATAP, DCT, OPARL, german, listed


def add_interface(frame: Frame, served: Iterable[URIRef]) -> URIRef:
    """The interface for programs over the datasets it serves, under their licence."""
    description = URIRef(absolute_url(reverse("publication:api-description")))
    facts = (
        (DCAT.endpointDescription, description),
        (DCT.license, URIRef(frame.licence.iri)),
        *((DCAT.servesDataset, dataset) for dataset in served),
    )
    return _add(frame, reverse("publication:api"), _("Schnittstelle für Programme (JSON)"), facts)


def add_oparl(frame: Frame) -> URIRef:
    """What the bodies deliberated, for programs that know OParl."""
    title = _("Beratungen in den Gremien (OParl 1.1)")
    return _add(frame, reverse("oparl:system"), title, ((DCT.conformsTo, OPARL),))


def _add(frame: Frame, path: str, title: str, facts: Facts) -> URIRef:
    address = absolute_url(path)
    shared = (
        (DCT.title, german(title)),
        (DCT.publisher, frame.publisher),
        (DCAT.endpointURL, URIRef(address)),
        (DCT.accessRights, listed("access-right", "PUBLIC")),
        (DCATAP.availability, listed("planned-availability", "STABLE")),
    )
    return frame.add(URIRef(f"{address}#dienst"), DCAT.DataService, (*shared, *facts))
