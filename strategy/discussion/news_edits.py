"""From the history of all elements: who created, changed, removed or moved what between two moments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from msgspec import Struct

from accounts.models import User
from editing.history import FieldChange, changes_between
from editing.revisions import SavedState
from strategy.choices import ElementKind, TextStatus
from strategy.discussion.news_items import Act
from strategy.models.kinds import ELEMENT_MODELS, MODELS_BELOW_THEMES, AnyElement

# Shown by acts of their own.
SHOWN_ELSEWHERE = frozenset(
    {"position", "text_status", "text_status_reason", "consolidation_since", "retired_at", "removed_with"}
)


PARENTS = [f"{model.parent_field}_id" for model in MODELS_BELOW_THEMES.values()]


class ElementState(SavedState, Protocol):
    """A saved state of an element."""

    id: UUID
    revision: int
    retired_at: datetime | None
    history_user_id: int | None
    # The state before it, if there is one.
    before_id: int | None
    # Only goals and measures have these two.
    text_status: str
    text_status_reason: str

    @property
    def instance(self) -> AnyElement: ...


class Trace(Struct, frozen=True):
    """Something that was done to an element, named by kind and key: it may be gone."""

    at: datetime
    by: User | None
    act: Act
    kind: ElementKind
    key: UUID
    status: str = ""
    text: str = ""
    changes: tuple[FieldChange, ...] = ()
    is_for_me: bool = False
    # The page that shows it, where that is not the element's own.
    address: str = ""
    # The last saved state, which has the name of what is gone.
    record: ElementState | None = None


def edits(*, since: datetime, until: datetime, without: User, at_most: int) -> list[Trace]:
    """The newest saved states of each kind, but those of one person; in a constant number of queries.

    States that one person saved one after the other become one edit.
    """
    return [trace for kind in ElementKind for trace in _edits_of(kind, since, until, without, at_most)]


def _edits_of(
    kind: ElementKind, since: datetime, until: datetime, without: User, at_most: int
) -> Iterator[Trace]:
    model = ELEMENT_MODELS[kind]
    history = model.history
    before = history.filter(
        Q(history_date__lt=OuterRef("history_date"))
        | Q(history_date=OuterRef("history_date"), history_id__lt=OuterRef("history_id")),
        id=OuterRef("id"),
    ).order_by("-history_date", "-history_id")
    records = list(
        history.filter(history_date__gte=since, history_date__lt=until)
        .exclude(history_user=without)
        .select_related("history_user")
        .annotate(before_id=Subquery(before.values("history_id")[:1]))
        .order_by("-history_date", "-history_id")[:at_most]
    )
    former = {
        record.history_id: record
        for record in history.filter(history_id__in=[record.before_id for record in records])
    }
    edited = []
    for first, last in _runs(reversed(records), former):
        act = _act(former.get(first.before_id), first)
        if act == Act.EDITED:
            edited.append((former[first.before_id], last))
        elif act is not None:
            yield _trace(kind, last, act)
    for (_before, last), changes in zip(
        edited, changes_between(model, edited, without=SHOWN_ELSEWHERE), strict=True
    ):
        if changes:
            yield _trace(kind, last, Act.EDITED, changes)


def _runs(
    records: Iterable[ElementState], former: dict[int | None, ElementState]
) -> Iterator[tuple[ElementState, ElementState]]:
    """First and last of the edits that one person made to one element without anybody in between."""
    runs: dict[UUID, list[ElementState]] = defaultdict(list)
    for record in records:
        runs[record.id].append(record)
    for states in runs.values():
        first = last = states[0]
        for state in states[1:]:
            if (
                state.before_id == last.history_id
                and state.history_user_id == last.history_user_id
                and _act(former.get(first.before_id), first) == _act(last, state) == Act.EDITED
            ):
                last = state
                continue
            yield first, last
            first = last = state
        yield first, last


def _act(before: ElementState | None, record: ElementState) -> Act | None:
    """The act that a saved state stands for, None where nothing of it is shown."""
    if record.history_type == "-":
        return None if before is not None and before.retired_at else Act.REMOVED
    if before is None:
        return Act.CREATED
    if record.retired_at and not before.retired_at:
        return Act.REMOVED
    if before.retired_at and not record.retired_at:
        return Act.RESTORED
    if record.revision == before.revision and (
        getattr(record, "text_status", "") != getattr(before, "text_status", "")
    ):
        # The adoption of the whole is told once, not for each text.
        return None if record.text_status == TextStatus.ADOPTED else Act.STATUS
    since = getattr(record, "consolidation_since", None)
    if since != getattr(before, "consolidation_since", None):
        return Act.CONSOLIDATION_BEGUN if since else Act.CONSOLIDATION_ENDED
    if record.revision != before.revision or getattr(record, "decision", "") != getattr(
        before, "decision", ""
    ):
        return Act.EDITED
    if any(getattr(record, name, None) != getattr(before, name, None) for name in PARENTS):
        return Act.PLACED
    return Act.MOVED if getattr(record, "position", None) != getattr(before, "position", None) else None


def _trace(kind: ElementKind, record: ElementState, act: Act, changes: tuple[FieldChange, ...] = ()) -> Trace:
    is_status = act == Act.STATUS
    return Trace(
        at=record.history_date,
        by=record.history_user,
        act=act,
        kind=kind,
        key=record.id,
        status=str(TextStatus(record.text_status).label) if is_status else "",
        text=record.text_status_reason if is_status else "",
        changes=changes,
        record=record,
    )
