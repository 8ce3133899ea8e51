"""The people of the demonstration: their accounts, the bodies with their seats, working groups, and one who leaves."""

from datetime import timedelta

from accounts.actions import accept_invitation, create_invited_user, save_consent
from accounts.invitations import hash_of, new_token
from accounts.models import Invitation, User
from accounts.roles import Role
from committees.bodies.actions.bodies import save_committee
from committees.bodies.actions.leaving import see_off
from committees.bodies.actions.seats import add_seat
from committees.bodies.choices import CommitteeKind, MembershipRole
from committees.bodies.models import Committee, SeatGroup
from gnk.demo.reading import Content, day, local, read
from gnk.demo.scene import Scene
from strategy.discussion.actions.working_groups import set_working_group
from strategy.models import ThemeField

PASSWORD = "gemeinsam-fuer-herne"
# Who can sign in with the password; everybody else has none.
ACCOUNTS = (
    ("koordination@herne.example", "Kim Koordination", Role.COORDINATION),
    ("kernteam@herne.example", "Kaya Kernteam", Role.CORE_TEAM),
    ("mitglied@herne.example", "Mika Mitglied", Role.STEERING_MEMBER),
    ("gremien@herne.example", "Gerry Gremienbüro", Role.COMMITTEE_OFFICE),
    ("lesen@herne.example", "Luca Lesezugang", Role.READER),
)
# Answers for a department once the strategy is carried out.
DEPARTMENT_ACCOUNT = ("fachbereich@herne.example", "Fatima Fachbereich", Role.DEPARTMENT)
# How long people took to follow their invitation.
ACCEPTED_AFTER = timedelta(days=2)
WORKING_GROUPS_FORMED = "2020-09-07T10:00"
STEERING_GROUP = "Steuerungsgruppe"
BODIES = {
    "Koordination": CommitteeKind.COORDINATION,
    "Kernteam": CommitteeKind.CORE_TEAM,
    STEERING_GROUP: CommitteeKind.STEERING_GROUP,
}


def load_people() -> dict[str, User]:
    """The accounts of everybody who takes part from the beginning, by name."""
    people = {
        name: User.objects.create_user(email, PASSWORD, name=name, role=role)
        for email, name, role in ACCOUNTS
    }
    content = read("people.json")
    for person in content["people"]:
        if "since" not in person:
            _welcome(people, person, since=content["invited"])
    return people


def load_bodies(people: dict[str, User]) -> Committee:
    """The bodies that do the work, with the seats of the beginning. Returns the steering group."""
    content = read("people.json")
    for name, kind in BODIES.items():
        committee = save_committee(committee=Committee(name=name, kind=kind), by=people["Kim Koordination"])
        for seat in content["seats"][name]:
            if "since" not in seat:
                _seat(committee, seat, people, since=content["invited"])
    return committee


def replace_who_left(scene: Scene) -> None:
    """Somebody leaves the steering group, and the same group sends somebody else."""
    content = read("people.json")
    for person in content["people"]:
        if "since" in person:
            _welcome(scene.people, person, since=person["since"])
    for seat in content["seats"][STEERING_GROUP]:
        if "left" in seat:
            see_off(user=scene.people.pop(seat["name"]), by=scene.by, at=local(f"{seat['left']}T16:00"))
        if "since" in seat:
            _seat(scene.steering_group, seat, scene.people, since=seat["since"])


def load_working_groups(scene: Scene) -> None:
    """Form the groups that work on each theme field, and may edit there."""
    at = local(WORKING_GROUPS_FORMED)
    for title, names in read("people.json")["working_groups"].items():
        theme = ThemeField.objects.get(strategy=scene.strategy, title=title)
        set_working_group(theme=theme, users=[scene.people[name] for name in names], by=scene.by, at=at)


def _welcome(people: dict[str, User], person: Content, *, since: str) -> None:
    """Invite a person, who follows the link and answers whether the name may be published."""
    at, name = local(f"{since}T09:00"), person["name"]
    if name not in people:
        people[name] = create_invited_user(
            name=name,
            email=person["email"],
            role=Role(person["account"]),
            by=people["Kim Koordination"],
            at=at,
        )
        if "consent" in person:
            # What sending the mail does: the link is made, and its hash kept.
            token = new_token()
            Invitation.objects.filter(user=people[name]).update(token_hash=hash_of(token), sent_at=at)
            accept_invitation(token=token, at=at + ACCEPTED_AFTER)
    if person.get("consent") is not None:
        people[name] = save_consent(user=people[name], consent=person["consent"], at=at + ACCEPTED_AFTER)


def _seat(committee: Committee, seat: Content, people: dict[str, User], *, since: str) -> None:
    add_seat(
        committee=committee,
        user=people[seat["name"]],
        seat_group=SeatGroup.objects.get(name=seat["group"]) if "group" in seat else None,
        role=seat.get("role", MembershipRole.MEMBER),
        since=day(since),
        by=people["Kim Koordination"],
    )
