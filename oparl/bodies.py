"""The municipality, its bodies and the people in them, as objects of OParl 1.1."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, LegislativeTerm, Membership
from oparl.addresses import BODY_LISTS, ORGANIZATION_LISTS, THE_ONLY_ONE, list_path
from oparl.choices import ObjectKind
from oparl.documents import SCHEMA, Draft, Page, Ref, part, ref
from oparl.rows import PublicRows, grouped
from strategy.models import Municipality

BODY = Ref(kind=ObjectKind.BODY, key=THE_ONLY_ONE)
# The words of the specification, where it has some.
CLASSIFICATIONS: dict[str, str] = {
    CommitteeKind.COUNCIL: "Parlament",
    CommitteeKind.COMMITTEE: "Ausschuss",
    CommitteeKind.DISTRICT_COUNCIL: "Bezirksvertretung",
    CommitteeKind.STEERING_GROUP: "Projektbeirat",
}


def body_objects(rows: PublicRows) -> Iterator[Draft]:
    """System, Body, legislative terms, organizations, people and memberships."""
    yield _system(rows.municipality)
    yield _body(rows.municipality, rows.terms)
    yield from map(_legislative_term, rows.terms)
    yield from _organizations(rows)
    yield from _departments(rows)
    yield from _people(rows)
    yield from map(_membership, rows.seats)


def _system(municipality: Municipality) -> Draft:
    home = Page(path=reverse("publication:home"))
    return Draft(
        kind=ObjectKind.SYSTEM,
        key=THE_ONLY_ONE,
        fields={
            "oparlVersion": SCHEMA,
            "name": _("Beratungen zur Nachhaltigkeitsstrategie, %(place)s") % {"place": municipality},
            "body": Page(path=list_path(ObjectKind.BODY)),
            "website": home,
            "web": home,
        },
    )


def _body(municipality: Municipality, terms: list[LegislativeTerm]) -> Draft:
    home = Page(path=reverse("publication:home"))
    return Draft(
        kind=ObjectKind.BODY,
        key=THE_ONLY_ONE,
        fields={
            "system": Ref(kind=ObjectKind.SYSTEM, key=THE_ONLY_ONE),
            "shortName": municipality.name,
            "name": str(municipality),
            "website": home,
            "ags": municipality.ags,
            "classification": municipality.get_kind_display(),
            "legislativeTerm": [part(ObjectKind.LEGISLATIVE_TERM, term) for term in terms],
            **{field: Page(path=list_path(kind)) for field, kind in BODY_LISTS.items()},
            "web": home,
        },
    )


def _legislative_term(term: LegislativeTerm) -> Draft:
    fields = {"body": BODY, "name": term.name, "startDate": term.starts_on, "endDate": term.ends_on}
    return Draft(kind=ObjectKind.LEGISLATIVE_TERM, key=str(term.pk), fields=fields)


def _organizations(rows: PublicRows) -> Iterator[Draft]:
    seats = grouped(rows.seats, lambda seat: seat.committee_id)
    for committee in rows.committees:
        yield Draft(
            kind=ObjectKind.ORGANIZATION,
            key=str(committee.pk),
            fields={
                "body": BODY,
                "name": committee.name,
                "organizationType": "Gremium",
                "classification": CLASSIFICATIONS[committee.kind],
                "membership": [ref(ObjectKind.MEMBERSHIP, seat) for seat in seats[committee.pk]],
                **_lists_of(committee),
            },
        )


def _departments(rows: PublicRows) -> Iterator[Draft]:
    """The parts of the administration that lead a public paper: their names and places, nobody's address."""
    shown = {department.pk for department in rows.departments}
    for department in rows.departments:
        yield Draft(
            kind=ObjectKind.ORGANIZATION,
            key=str(department.pk),
            fields={
                "body": BODY,
                "name": department.name,
                "shortName": department.short_name,
                "organizationType": "Verwaltungsbereich",
                "classification": _("Fachbereich"),
                "subOrganizationOf": Ref(kind=ObjectKind.ORGANIZATION, key=str(department.parent_id))
                if department.parent_id in shown
                else None,
                "startDate": department.active_from,
                # The last day of a department, which is dissolved on the next one.
                "endDate": department.active_until and department.active_until - timedelta(days=1),
            },
        )


def _lists_of(committee: Committee) -> dict[str, Page]:
    return {
        field: Page(path=list_path(kind, of=ObjectKind.ORGANIZATION, key=str(committee.pk)))
        for field, kind in ORGANIZATION_LISTS.items()
    }


def _people(rows: PublicRows) -> Iterator[Draft]:
    """People who agreed that their name is published: the name and their seats, nothing else."""
    for person, seats in grouped(rows.seats, lambda seat: seat.user).items():
        fields = {
            "body": BODY,
            "name": person.name,
            "membership": [part(ObjectKind.MEMBERSHIP, seat) for seat in seats],
        }
        yield Draft(kind=ObjectKind.PERSON, key=str(person.pk), fields=fields)


def _membership(seat: Membership) -> Draft:
    return Draft(
        kind=ObjectKind.MEMBERSHIP,
        key=str(seat.pk),
        fields={
            "person": Ref(kind=ObjectKind.PERSON, key=str(seat.user_id)),
            "organization": Ref(kind=ObjectKind.ORGANIZATION, key=str(seat.committee_id)),
            "role": seat.get_role_display(),
            "votingRight": seat.has_vote,
            "startDate": seat.since,
            "endDate": seat.until,
        },
    )
