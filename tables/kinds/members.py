"""Tables of seats and their people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import save_account
from accounts.models import Invitation, User
from accounts.roles import Right
from committees.bodies.actions.members import invite_member
from committees.bodies.actions.seats import save_seat
from committees.bodies.choices import MembershipRole
from committees.bodies.models import Committee, Membership, SeatGroup
from editing.exceptions import RuleBroken
from tables.choices import CellType, TableKind
from tables.kinds.column import CellValue, Column
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.recurring import pairs, same
from tables.kinds.synonyms import ROLES, words
from tables.matching import ForAll, Match, Matcher, Parent, text_of
from tables.previewed import PreviewRow
from tables.rows import TableRow, as_cells
from tables.rules import BrokenRule, in_order
from tables.stored import Written
from tables.writing import Writer, named

SEAT_FIELDS = frozenset({"seat_group", "role", "has_vote", "since", "until"})


class MemberTables(Kind):
    choice = TableKind.MEMBERS
    slug = "mitglieder"
    about = gettext_lazy("Wer in welchem Gremium sitzt, mit E-Mail-Adresse.")
    narrowed_by = frozenset()
    right_to_read = Right.MANAGE_BODIES
    # New members get an account: that takes the right to make accounts.
    rights_to_import = frozenset({Right.MANAGE_BODIES, Right.MANAGE_ACCOUNTS})
    identifying = frozenset({"email"})
    locating = frozenset({"email", "committee"})
    title_column = "name"
    invites_people = True

    def columns(self, lists: Lists) -> tuple[Column, ...]:
        return member_columns(lists)

    def readable_rows(self, user: User, theme: UUID | None) -> tuple[TableRow, ...]:
        """The seats of people who have not left, former seats included; they have no revision."""
        seats = Membership.objects.manageable_by(user).filter(user__left_at__isnull=True).with_people()
        return tuple(map(_row, seats.order_by("committee__name", "user__name", "pk")))

    def matcher(
        self, existing: Sequence[TableRow], parents: Mapping[str, Parent], for_all: ForAll
    ) -> Matcher:
        return SeatMatcher(existing, title_column=self.title_column, for_all=for_all)

    def same_as(self, line: int) -> str:
        return _("Zeile %d nennt denselben Sitz.") % line

    def broken_rules(self, values: Mapping[str, CellValue]) -> tuple[BrokenRule, ...]:
        reason = _("Das Ende der Mitgliedschaft liegt vor ihrem Beginn.")
        return in_order(values, "since", "until", reason)

    def writer(self, *, by: User, at: datetime) -> "SeatWriter":
        return SeatWriter(by=by, at=at)


class SeatMatcher(Matcher):
    """Finds seats by the address of their person, their body and their beginning."""

    def __init__(self, existing: Iterable[TableRow], *, title_column: str, for_all: ForAll) -> None:
        super().__init__(existing, title_column=title_column, for_all=for_all)
        self.by_email: dict[str, list[TableRow]] = defaultdict(list)
        for row in self.by_key.values():
            self.by_email[text_of(row.values, "email").casefold()].append(row)

    def match(self, values: Mapping[str, CellValue]) -> Match:
        seats = self.by_email.get(text_of(values, "email").casefold(), [])
        committee = text_of(values, "committee")
        if committee:
            seats = [seat for seat in seats if seat.values["committee"] == committee]
        since = values.get("since")
        if isinstance(since, date):
            # Somebody who comes back gets a seat of their own.
            same = [seat for seat in seats if seat.values["since"] == since]
            seats = same or [seat for seat in seats if _is_held_on(seat, since)]
        elif len(seats) > 1:
            seats = [seat for seat in seats if seat.values["until"] is None] or seats
        return self.one_of(seats)

    def new_identities(
        self, match: Match, values: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        return [("seat", str(values.get("email", "")), str(values.get("committee", "")))]

    def label(self, row: TableRow) -> str:
        until = row.values["until"]
        seat = f"{row.title}, {row.values['committee']}"
        return f"{seat} ({row.values['since']:%d.%m.%Y} – {f'{until:%d.%m.%Y}' if until else _('heute')})"


def _is_held_on(seat: TableRow, day: date) -> bool:
    until = seat.values["until"]
    return not isinstance(until, date) or until >= day


class SeatWriter(Writer[Membership]):
    """Writes seats, and the names of their people."""

    committees: dict[str, Committee]
    groups: dict[str, SeatGroup]

    def lockable(self) -> "QuerySet[Membership]":
        return Membership.objects.with_people().select_for_update(of=("self",))

    def look_up(self) -> None:
        self.committees = {body.name: body for body in Committee.objects.all()}
        self.groups = {group.name: group for group in SeatGroup.objects.all()}

    def fields(self, values: Mapping[str, CellValue]) -> dict[str, object]:
        found = super().fields(values)
        if "seat_group" in values:
            group = values["seat_group"]
            found["seat_group"] = named(self.groups, group) if group else None
        return found

    def held(self, row: Membership, name: str) -> CellValue:
        match name:
            case "name" | "email":
                person: str = getattr(row.user, name)
                return person
            case "seat_group":
                return row.seat_group.name if row.seat_group else ""
        value: CellValue = getattr(row, name)
        return value

    def create(self, rows: Sequence[PreviewRow]) -> dict[int, Written]:
        return self.one_by_one(rows, self._create)

    def _create(self, row: PreviewRow) -> Written:
        email = text_of(row.values, "email")
        is_known = User.objects.filter(email=email.strip().lower()).exists()
        seat = {name: value for name, value in row.values.items() if name in SEAT_FIELDS}
        created = invite_member(
            committee=named(self.committees, row.values["committee"]),
            name=text_of(row.values, "name"),
            email=email,
            by=self.by,
            at=self.at,
            **self.fields(seat),
        )
        return {
            "key": str(created.pk),
            "revision": 0,
            "invited": "" if is_known else str(created.user_id),
            "after": self.state_of(created, seat),
        }

    def save(self, current: Membership, values: Mapping[str, object], revision: int) -> Membership:
        person = current.user
        name = values.get("name", person.name)
        if name != person.name:
            account = {"name": name, "email": person.email, "role": person.role}
            save_account(user=person, values=account, by=self.by)
        seat = {name: value for name, value in values.items() if name in SEAT_FIELDS}
        saved = save_seat(seat=current, values=seat, by=self.by) if seat else current
        return Membership.objects.with_people().get(pk=saved.pk)

    def remove(self, row: Membership, written: Written) -> str:
        """Take the seat away, and the account too if its person has never been here."""
        person = row.user
        try:
            row.delete()
        except ProtectedError:
            raise RuleBroken(
                _("%s hat inzwischen teilgenommen oder abgestimmt. Beenden Sie den Sitz stattdessen.")
                % person
            ) from None
        if not written["invited"]:
            return ""
        pending = Invitation.objects.filter(user=person, accepted_at=None).exists()
        if person.last_login is None and pending and not person.memberships.exists():
            try:
                person.delete()
            except ProtectedError:
                return _("Das Konto von %s bleibt, weil es schon verwendet wird.") % person
            return ""
        return _("%s hat sich schon angemeldet: Das Konto bleibt, nur der Sitz ist entfernt.") % person


MEMBERS = MemberTables()


def member_columns(lists: Lists) -> tuple[Column, ...]:
    return (
        Column(
            name="name",
            heading=_("Name"),
            type=CellType.TEXT,
            aliases=("Vor- und Nachname", "Person", "Mitglied"),
            required=True,
            at_most=150,
            explanation=_("Vor- und Nachname."),
        ),
        Column(
            name="email",
            heading=_("E-Mail"),
            type=CellType.EMAIL,
            aliases=("E-Mail-Adresse", "Mail", "Mailadresse"),
            required=True,
            at_most=254,
            explanation=_(
                "An der Adresse wird die Person erkannt. Wer noch kein Konto hat, wird eingeladen."
            ),
        ),
        Column(
            name="committee",
            heading=_("Gremium"),
            type=CellType.CHOICE,
            required=True,
            choices=same(lists.bodies),
            explanation=_("In welchem Gremium die Person sitzt."),
        ),
        Column(
            name="seat_group",
            heading=_("Entsendende Gruppe"),
            type=CellType.CHOICE,
            aliases=("Gruppe", "Entsendet von", "Organisation", "Institution"),
            choices=same(lists.seat_groups),
            explanation=_("Für wen die Person spricht."),
        ),
        Column(
            name="role",
            heading=_("Funktion"),
            type=CellType.CHOICE,
            aliases=("Rolle",),
            choices=pairs(MembershipRole),
            synonyms=words(ROLES),
            empty_says_nothing=True,
            explanation=_("Vorsitz, Stellvertretung oder Mitglied."),
        ),
        Column(
            name="has_vote",
            heading=_("stimmberechtigt"),
            type=CellType.YES_NO,
            aliases=("Stimmrecht", "Stimme"),
            empty_says_nothing=True,
            explanation=_("„ja“, wenn die Person in Abfragen stimmt."),
        ),
        Column(
            name="since",
            heading=_("Mitglied seit"),
            type=CellType.DATE,
            aliases=("seit", "Beginn", "von"),
            empty_says_nothing=True,
            explanation=_("Seit wann die Person in dem Gremium sitzt, zum Beispiel 01.03.2026."),
        ),
        Column(
            name="until",
            heading=_("Mitglied bis"),
            type=CellType.DATE,
            aliases=("bis", "Ende"),
            explanation=_("Der letzte Tag der Mitgliedschaft. Leer, solange sie dauert."),
        ),
    )


def _row(seat: Membership) -> TableRow:
    return TableRow(
        key=str(seat.pk),
        number="",
        title=seat.user.name,
        revision=0,
        values=as_cells(
            {
                "name": seat.user.name,
                "email": seat.user.email,
                "committee": seat.committee.name,
                "seat_group": seat.seat_group.name if seat.seat_group else "",
                "role": seat.role,
                "has_vote": seat.has_vote,
                "since": seat.since,
                "until": seat.until,
            }
        ),
    )
