"""Writing one row of a table into the database, and taking it back: the same actions that the forms call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.actions import save_account
from accounts.models import Invitation, User
from committees.bodies.actions.members import invite_member
from committees.bodies.actions.seats import save_seat
from committees.bodies.models import Committee, Membership, SeatGroup
from editing.exceptions import RuleBroken
from strategy.actions.elements import remove_element, save_element
from strategy.actions.elements_in_bulk import create_elements
from strategy.inventory.actions.concepts import create_concept, remove_concept, save_concept
from strategy.models import Concept, ConceptKind, SdgTarget, Strategy
from strategy.permissions import is_open_to
from tables.choices import RowState, TableKind
from tables.kinds.column import CellValue
from tables.preview import PreviewRow
from tables.previewing import NUMBERED
from tables.stored import packed, unpacked, unpacked_values


class Writer:
    """Writes the rows of one table. `write` returns what undoing needs, as JSON keeps it."""

    def __init__(self, kind: TableKind, *, by: User, at: datetime) -> None:
        self.kind, self.by, self.at = kind, by, at
        self.rows: dict[str, Any] = {}
        self.parents: dict[str, Any] = {}
        self.open: dict[Any, bool] = {}
        self.named: dict[str, dict[str, Any]] = {}

    def lock(self, rows: list[PreviewRow]) -> None:
        """Fetch and lock what the rows change, always in the same order, and look up what their cells name."""
        Strategy.objects.select_for_update().first()
        self._lock_rows(sorted(row.key for row in rows if row.key))
        self.named = {
            "sdg_targets": {target.code: target for target in SdgTarget.objects.all()},
            "kind": {kind.title: kind for kind in ConceptKind.objects.all()},
            "committee": {body.name: body for body in Committee.objects.all()},
            "seat_group": {group.name: group for group in SeatGroup.objects.all()},
        }

    def _lock_rows(self, keys: list[str]) -> None:
        if self.kind in NUMBERED:
            model, above = NUMBERED[self.kind]
            found = model.objects.select_for_update(of=("self",)).with_ancestors()
            if model._meta.many_to_many:
                found = found.prefetch_related("sdg_targets")
            self.parents = {str(goal.pk): goal for goal in above.objects.active().with_ancestors()}
        elif self.kind == TableKind.CONCEPTS:
            found = Concept.objects.select_for_update(of=("self",)).select_related("strategy", "kind")
        else:
            found = Membership.objects.select_for_update(of=("self",)).with_people()
        self.rows = {str(row.pk): row for row in found.filter(pk__in=keys).order_by("pk")}

    def write(self, row: PreviewRow) -> dict[str, Any]:
        """Write a new or changed row. Raises RuleBroken."""
        values = self._model_values(row.values)
        if row.state == RowState.NEW:
            return self._create(row, values)
        changed = {name for name in (change.name for change in row.changes) if name in values}
        values = {name: value for name, value in values.items() if name in changed}
        current = self.rows.get(row.key)
        if current is None:
            raise RuleBroken(_("Zeile %d: Dieser Eintrag wurde inzwischen entfernt.") % row.line)
        before = {name: self._held(current, name) for name in values}
        saved = self._save(current, values, row.revision)
        return {
            "key": row.key,
            "revision": getattr(saved, "revision", 0),
            "before": before,
            "after": {name: self._held(saved, name) for name in values},
        }

    def _create(self, row: PreviewRow, values: dict[str, Any]) -> dict[str, Any]:
        created: Any
        invited = ""
        match self.kind:
            case TableKind.CONCEPTS:
                strategy = Strategy.objects.current()
                if strategy is None:
                    raise RuleBroken(_("Es gibt noch keine Strategie."))
                created = create_concept(strategy=strategy, values=values, by=self.by)
            case TableKind.MEMBERS:
                email = str(values.pop("email"))
                is_known = User.objects.filter(email=email.strip().lower()).exists()
                created = invite_member(
                    committee=values.pop("committee"),
                    name=values.pop("name"),
                    email=email,
                    by=self.by,
                    at=self.at,
                    **values,
                )
                invited = "" if is_known else str(created.user_id)
                values = dict.fromkeys(values)
        return {
            "key": str(created.pk),
            "revision": getattr(created, "revision", 0),
            "invited": invited,
            "after": {name: self._held(created, name) for name in values},
        }

    def creates_at_once(self, row: PreviewRow) -> bool:
        """New goals and measures are written together, however many there are."""
        return self.kind in NUMBERED and row.state == RowState.NEW

    def create_at_once(self, rows: Sequence[PreviewRow]) -> dict[int, dict[str, Any]]:
        """Write new goals or measures; what undoing needs, by line. Raises RuleBroken."""
        below = []
        for row in rows:
            parent = self.parents.get(row.parent_key)
            if parent is None or not self._is_open(parent):
                raise RuleBroken(_("Zeile %d: An dieser Stelle dürfen Sie nichts mehr anlegen.") % row.line)
            below.append((parent, self._model_values(row.values)))
        model = NUMBERED[self.kind][0] if below else None
        created = create_elements(model=model, rows=below, by=self.by) if model else []
        return {
            row.line: {
                "key": str(element.pk),
                "revision": element.revision,
                "invited": "",
                "after": {name: self._packed(name, value) for name, value in values.items()},
            }
            for row, element, (_parent, values) in zip(rows, created, below, strict=True)
        }

    def _is_open(self, parent: Any) -> bool:
        # Asked once for each goal, not for each of its many rows.
        if parent.pk not in self.open:
            self.open[parent.pk] = is_open_to(self.by, parent)
        return self.open[parent.pk]

    def _save(self, current: Any, values: dict[str, Any], revision: int) -> Any:
        match self.kind:
            case TableKind.MEASURES | TableKind.OPERATIONAL_GOALS:
                return save_element(element=current, values=values, revision=revision, by=self.by)
            case TableKind.CONCEPTS:
                return save_concept(concept=current, values=values, revision=revision, by=self.by)
        seat = {name: value for name, value in values.items() if name in SEAT_FIELDS}
        if "name" in values and values["name"] != current.user.name:
            person = current.user
            account = {"name": values["name"], "email": person.email, "role": person.role}
            save_account(user=person, values=account, by=self.by)
        saved = save_seat(seat=current, values=seat, by=self.by) if seat else current
        return Membership.objects.with_people().get(pk=saved.pk)

    def _model_values(self, values: Mapping[str, CellValue]) -> dict[str, Any]:
        """What the fields of the model hold for what the cells say."""
        found: dict[str, Any] = {}
        for name, value in values.items():
            if name == "sdg_targets":
                found[name] = [self._named(name, code) for code in value]  # type: ignore[union-attr]
            elif isinstance(value, tuple):
                found[name] = ", ".join(value)
            elif name in ("kind", "committee", "seat_group"):
                found[name] = self._named(name, value) if value else None
            else:
                found[name] = value
        return found

    def _named(self, name: str, value: CellValue) -> Any:
        try:
            return self.named[name][str(value)]
        except KeyError:
            raise RuleBroken(_("„%s“ gibt es nicht mehr.") % value) from None

    def _held(self, row: Any, name: str) -> Any:
        if name == "name":
            return row.user.name
        value = getattr(row, name)
        return self._packed(name, value.all() if name == "sdg_targets" else value)

    def _packed(self, name: str, value: Any) -> Any:
        if name == "sdg_targets":
            return sorted(target.code for target in value)
        if name == "kind":
            return value.title
        if name == "seat_group":
            return value.name if value else ""
        return packed(value)

    # Undoing

    def in_the_way(self, written: Mapping[str, Any]) -> str:
        """Why a row cannot be taken back: somebody has worked on it since. Empty if nothing stands in the way."""
        row = self.rows.get(written["key"])
        if row is None or getattr(row, "retired_at", None) is not None:
            return "" if "before" not in written else _("wurde inzwischen entfernt")
        if getattr(row, "revision", 0) != written["revision"]:
            return _("wurde inzwischen bearbeitet")
        # Compared as values: the database writes 7 as 7.00.
        held = {name: unpacked(self._held(row, name)) for name in written["after"]}
        if held != unpacked_values(written["after"]):
            return _("wurde inzwischen bearbeitet")
        if "before" not in written:
            return self._built_upon(row)
        return ""

    def _built_upon(self, row: Any) -> str:
        if self.kind == TableKind.OPERATIONAL_GOALS and row.measures.active().exists():
            return _("hat inzwischen Maßnahmen")
        if self.kind == TableKind.CONCEPTS and (row.extracts.exists() or hasattr(row, "upload")):
            return _("hat inzwischen Fundstellen oder eine Datei")
        return ""

    def take_back(self, written: Mapping[str, Any]) -> str:
        """Undo one row. Returns a sentence if something of it must stay. Raises RuleBroken."""
        row = self.rows.get(written["key"])
        if row is None or getattr(row, "retired_at", None) is not None:
            return ""
        if "before" in written:
            before = self._model_values(unpacked_values(written["before"]))
            self._save(row, before, written["revision"])
            return ""
        match self.kind:
            case TableKind.MEASURES | TableKind.OPERATIONAL_GOALS:
                if not is_open_to(self.by, row):
                    raise RuleBroken(_("„%s“ dürfen Sie gerade nicht entfernen.") % row)
                remove_element(element=row, by=self.by, at=self.at)
            case TableKind.CONCEPTS:
                remove_concept(concept=row, extracts=0, by=self.by)
            case TableKind.MEMBERS:
                return self._uninvite(row, written["invited"])
        return ""

    def _uninvite(self, seat: Membership, invited: str) -> str:
        """Take the seat away, and the account too if its person has never been here."""
        person = seat.user
        try:
            seat.delete()
        except ProtectedError:
            raise RuleBroken(
                _("%s hat inzwischen teilgenommen oder abgestimmt. Beenden Sie den Sitz stattdessen.")
                % person
            ) from None
        if not invited:
            return ""
        pending = Invitation.objects.filter(user=person, accepted_at=None).exists()
        if person.last_login is None and pending and not person.memberships.exists():
            try:
                person.delete()
            except ProtectedError:
                return _("Das Konto von %s bleibt, weil es schon verwendet wird.") % person
            return ""
        return _("%s hat sich schon angemeldet: Das Konto bleibt, nur der Sitz ist entfernt.") % person


SEAT_FIELDS = frozenset({"seat_group", "role", "has_vote", "since", "until"})
