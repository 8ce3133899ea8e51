"""OParl 1.1 as data: the fields of each type, what they hold, and which must be there (tag v1.1.1 of 2018).

A kind says what a field holds: "string", "date", "url"; "url Paper" the address of an object; "Paper" an embedded
object; "list Paper" the address of an external list; "[url Paper]" and the like a list of these.
"""

from msgspec import Struct

SCHEMA = "https://schema.oparl.org/1.1/"


class ObjectType(Struct, frozen=True):
    """The fields that the text or the schema of the specification requires beside id, type, created and modified."""

    required: frozenset[str]
    fields: dict[str, str]


# These may stand in every object.
GENERAL_FIELDS = {
    "id": "url",
    "type": "url",
    "created": "date-time",
    "modified": "date-time",
    "deleted": "boolean",
    "license": "url",
    "keyword": "[string]",
    "web": "url",
}
REQUIRED_OF_ALL = ("id", "type", "created", "modified")
OBJECT_TYPES = {
    "System": ObjectType(
        required=frozenset({"oparlVersion", "body"}),
        fields={
            "oparlVersion": "string",
            "otherOparlVersions": "[url System]",
            "body": "list Body",
            "name": "string",
            "contactEmail": "string",
            "contactName": "string",
            "website": "url",
            "vendor": "url",
            "product": "url",
        },
    ),
    "Body": ObjectType(
        required=frozenset(
            {
                "name",
                "organization",
                "person",
                "meeting",
                "paper",
                "legislativeTerm",
                "agendaItem",
                "consultation",
                "file",
                "locationList",
                "legislativeTermList",
                "membership",
            }
        ),
        fields={
            "system": "url System",
            "shortName": "string",
            "name": "string",
            "website": "url",
            "licenseValidSince": "date-time",
            "oparlSince": "date-time",
            "ags": "string",
            "rgs": "string",
            "equivalent": "[url]",
            "contactEmail": "string",
            "contactName": "string",
            "organization": "list Organization",
            "person": "list Person",
            "meeting": "list Meeting",
            "paper": "list Paper",
            "legislativeTerm": "[LegislativeTerm]",
            "agendaItem": "list AgendaItem",
            "consultation": "list Consultation",
            "file": "list File",
            "locationList": "list Location",
            "legislativeTermList": "list LegislativeTerm",
            "membership": "list Membership",
            "classification": "string",
            "location": "Location",
        },
    ),
    "LegislativeTerm": ObjectType(
        required=frozenset(),
        fields={
            "body": "url Body",
            "name": "string",
            "startDate": "date",
            "endDate": "date",
        },
    ),
    "Organization": ObjectType(
        required=frozenset(),
        fields={
            "body": "url Body",
            "name": "string",
            "membership": "[url Membership]",
            "meeting": "list Meeting",
            "consultation": "list Consultation",
            "shortName": "string",
            "post": "[string]",
            "subOrganizationOf": "url Organization",
            "organizationType": "string",
            "classification": "string",
            "startDate": "date",
            "endDate": "date",
            "website": "url",
            "location": "Location",
            "externalBody": "url Body",
        },
    ),
    "Person": ObjectType(
        required=frozenset(),
        fields={
            "body": "url Body",
            "name": "string",
            "familyName": "string",
            "givenName": "string",
            "formOfAddress": "string",
            "affix": "string",
            "title": "[string]",
            "gender": "string",
            "phone": "[string]",
            "email": "[string]",
            "location": "url Location",
            "locationObject": "Location",
            "status": "[string]",
            "membership": "[Membership]",
            "life": "string",
            "lifeSource": "string",
        },
    ),
    "Membership": ObjectType(
        required=frozenset(),
        fields={
            "person": "url Person",
            "organization": "url Organization",
            "role": "string",
            "votingRight": "boolean",
            "startDate": "date",
            "endDate": "date",
            "onBehalfOf": "url Organization",
        },
    ),
    "Meeting": ObjectType(
        required=frozenset(),
        fields={
            "name": "string",
            "meetingState": "string",
            "cancelled": "boolean",
            "start": "date-time",
            "end": "date-time",
            "location": "Location",
            "organization": "[url Organization]",
            "participant": "[url Person]",
            "invitation": "File",
            "resultsProtocol": "File",
            "verbatimProtocol": "File",
            "auxiliaryFile": "[File]",
            "agendaItem": "[AgendaItem]",
        },
    ),
    "AgendaItem": ObjectType(
        required=frozenset({"order"}),
        fields={
            "meeting": "url Meeting",
            "number": "string",
            "order": "integer",
            "name": "string",
            "public": "boolean",
            "consultation": "url Consultation",
            "result": "string",
            "resolutionText": "string",
            "resolutionFile": "File",
            "auxiliaryFile": "[File]",
            "start": "date-time",
            "end": "date-time",
        },
    ),
    "Paper": ObjectType(
        required=frozenset(),
        fields={
            "body": "url Body",
            "name": "string",
            "reference": "string",
            "date": "date",
            "paperType": "string",
            "relatedPaper": "[url Paper]",
            "superordinatedPaper": "[url Paper]",
            "subordinatedPaper": "[url Paper]",
            "mainFile": "File",
            "auxiliaryFile": "[File]",
            "location": "[Location]",
            "originatorPerson": "[url Person]",
            "underDirectionOf": "[url Organization]",
            "originatorOrganization": "[url Organization]",
            "consultation": "[Consultation]",
        },
    ),
    "Consultation": ObjectType(
        required=frozenset(),
        fields={
            "paper": "url Paper",
            "agendaItem": "url AgendaItem",
            "meeting": "url Meeting",
            "organization": "[url Organization]",
            "authoritative": "boolean",
            "role": "string",
        },
    ),
    "File": ObjectType(
        required=frozenset({"accessUrl"}),
        fields={
            "name": "string",
            "fileName": "string",
            "mimeType": "string",
            "date": "date",
            "size": "integer",
            "sha1Checksum": "string",
            "sha512Checksum": "string",
            "text": "string",
            "accessUrl": "url",
            "downloadUrl": "url",
            "externalServiceUrl": "url",
            "masterFile": "url File",
            "derivativeFile": "[url File]",
            "fileLicense": "url",
            "meeting": "[url Meeting]",
            "agendaItem": "[url AgendaItem]",
            "paper": "[url Paper]",
        },
    ),
    "Location": ObjectType(
        required=frozenset(),
        fields={
            "description": "string",
            "geojson": "GeoJSON-Feature",
            "streetAddress": "string",
            "room": "string",
            "postalCode": "string",
            "subLocality": "string",
            "locality": "string",
            "bodies": "[url Body]",
            "organizations": "[url Organization]",
            "persons": "[url Person]",
            "meetings": "[url Meeting]",
            "papers": "[url Paper]",
        },
    ),
}
# What an object says under its own address only, not while it is embedded; one of them must be there.
BACK_REFERENCES = {
    "LegislativeTerm": ("body",),
    "Membership": ("person",),
    "AgendaItem": ("meeting",),
    "Consultation": ("paper",),
    "File": ("meeting", "agendaItem", "paper"),
    "Location": ("bodies", "organizations", "persons", "meetings", "papers"),
}
VOCABULARIES = {
    ("Meeting", "meetingState"): ("terminiert", "eingeladen", "durchgeführt"),
    ("Organization", "organizationType"): (
        "Gremium",
        "Partei",
        "Fraktion",
        "Verwaltungsbereich",
        "externes Gremium",
        "Institution",
        "Sonstiges",
    ),
}
# Only these may be empty lists; other empty lists are left out.
MAY_BE_EMPTY = frozenset({("Body", "legislativeTerm")})
PAGINATION = ("totalElements", "elementsPerPage", "currentPage", "totalPages")
# Lists must come in pages from this many objects on.
PAGE_AT_MOST = 100
FILTERS = ("created_since", "created_until", "modified_since", "modified_until")
