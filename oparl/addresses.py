"""The paths of the interface: each object has exactly one. Nothing here has a trailing slash but the System."""

from oparl.choices import ObjectKind

ROOT = "/oparl/v1.1/"
THE_ONLY_ONE = "1"
# What follows the path of a File: to be shown, and to be saved.
CONTENT, DOWNLOAD = "content", "download"
# The external lists of the Body, by the name of its field.
BODY_LISTS = {
    "organization": ObjectKind.ORGANIZATION,
    "person": ObjectKind.PERSON,
    "meeting": ObjectKind.MEETING,
    "paper": ObjectKind.PAPER,
    "agendaItem": ObjectKind.AGENDA_ITEM,
    "consultation": ObjectKind.CONSULTATION,
    "file": ObjectKind.FILE,
    "locationList": ObjectKind.LOCATION,
    "legislativeTermList": ObjectKind.LEGISLATIVE_TERM,
    "membership": ObjectKind.MEMBERSHIP,
}
# The external lists of an Organization.
ORGANIZATION_LISTS = {"meeting": ObjectKind.MEETING, "consultation": ObjectKind.CONSULTATION}


def object_path(kind: ObjectKind, key: str) -> str:
    return ROOT if kind == ObjectKind.SYSTEM else f"{ROOT}{kind}/{key}"


def list_path(kind: ObjectKind, *, of: ObjectKind | None = None, key: str = THE_ONLY_ONE) -> str:
    """The path of an external list: all of a kind in the Body, or in one other object; or the list of Bodies."""
    if kind == ObjectKind.BODY:
        return f"{ROOT}{kind}"
    return f"{object_path(of or ObjectKind.BODY, key)}/{kind}"
