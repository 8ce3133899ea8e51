"""What all parts of the catalogue share: the graph in the making, who publishes it, and where that lies."""

from collections.abc import Iterable
from functools import cached_property

from django.urls import reverse
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from accounts.mail import absolute_url
from publication.data.dcat.vocabulary import DCT, FOAF, GEOCODING, LOCAL_AUTHORITY, PREFIXES, VCARD
from publication.data.kinds import DataKind
from publication.data.licences import licence_of
from strategy.models import Municipality
from strategy.models.municipality import MunicipalityKind

Facts = Iterable[tuple[URIRef, Node | None]]


class Frame:
    """The graph, with the municipality described in it."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self.licence = licence_of(municipality)
        self.page = absolute_url(reverse("publication:data"))
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace)
        self.publisher = self._add_publisher()
        self.contact = self._add_contact()
        for place in self.places:
            self.add(place, DCT.Location, ())

    def node(self, name: str) -> URIRef:
        """The address of something on the page of the open data."""
        return URIRef(f"{self.page}#{name}")

    def dataset(self, kind: DataKind, number: int) -> URIRef:
        """The address of what a version says about a kind."""
        return self.node(f"{kind}-{number}")

    def add(self, subject: URIRef, kind: URIRef, facts: Facts) -> URIRef:
        """Describe something, without what is not known of it."""
        self.graph.add((subject, RDF.type, kind))
        for predicate, value in facts:
            if value is not None:
                self.graph.add((subject, predicate, value))
        return subject

    @property
    def is_district(self) -> bool:
        return self.municipality.kind == MunicipalityKind.DISTRICT

    @cached_property
    def places(self) -> tuple[URIRef, ...]:
        """The keys of the municipality as they were entered; those of districts have five digits in the list."""
        row = self.municipality
        own = f"districtKey/{row.ags[:5]}" if self.is_district else f"municipalityKey/{row.ags}"
        keys = [own, *([f"regionalKey/{row.regional_key}"] if row.regional_key else [])]
        return tuple(URIRef(GEOCODING + key) for key in keys)

    def _add_publisher(self) -> URIRef:
        node = URIRef(absolute_url(reverse("publication:home")) + "#kommune")
        facts = ((FOAF.name, Literal(str(self.municipality))), (DCT.type, LOCAL_AUTHORITY))
        return self.add(node, FOAF.Agent, facts)

    def _add_contact(self) -> URIRef:
        """The office and its mailbox; without one the imprint says how to reach somebody."""
        row = self.municipality
        email = URIRef(f"mailto:{row.data_email}") if row.data_email else None
        imprint = URIRef(absolute_url(reverse("publication:imprint")))
        facts = (
            (VCARD.fn, Literal(row.data_office or str(row))),
            (VCARD.hasEmail, email),
            (VCARD.hasURL, None if email else imprint),
        )
        return self.add(self.node("kontakt"), VCARD.Kind, facts)
