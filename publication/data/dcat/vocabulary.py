"""The words of DCAT-AP.de 3.0 that the catalogue uses: namespaces, and the values of the lists that it refers to."""

from rdflib import Literal, Namespace, URIRef

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
# The prefixes of both forms of the catalogue. They stand in the file: nobody has to fetch a context.
PREFIXES = {
    "dcat": DCAT,
    "dcterms": DCT,
    "dcatap": DCATAP,
    "dcatde": DCATDE,
    "foaf": FOAF,
    "vcard": VCARD,
    "adms": ADMS,
    "spdx": SPDX,
    "xsd": XSD,
}

AUTHORITY = "http://publications.europa.eu/resource/authority/"
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
SHA256 = SPDX.checksumAlgorithm_sha256
OPARL = URIRef("https://schema.oparl.org/1.1/")


def listed(scheme: str, value: str = "") -> URIRef:
    """A value of a list of the European Union, or the list itself."""
    return URIRef(f"{AUTHORITY}{scheme}/{value}" if value else f"{AUTHORITY}{scheme}")


def media_type(content_type: str) -> URIRef:
    return URIRef(MEDIA_TYPES + content_type)


def german(text: object) -> Literal:
    return Literal(str(text), lang="de")
