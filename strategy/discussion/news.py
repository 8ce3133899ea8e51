"""The doings of others between two moments, gathered from histories, proposals, comments and versions."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from strategy.choices import ElementKind
from strategy.discussion.choices import ProposalIntent, ProposalStatus
from strategy.discussion.news_edits import Trace, edits
from strategy.discussion.news_items import Act, Activity, Happening, Section, Thing, activity, nobody
from strategy.document.tree import KINDS_BELOW_THEMES, parent_kind
from strategy.links import page_of, proposal_page, short_page_of
from strategy.lookup import elements_by_key
from strategy.models import (
    Comment,
    Proposal,
    StrategyVersion,
    SwotEntry,
    ThemeField,
)
from strategy.models.kinds import MODELS_BELOW_THEMES, AnyElement

# A page holds so many lines; older ones are on the next page.
SHOWN_AT_MOST = 100
# Many changes become one line, so more is read of each source than is shown.
READ_AT_MOST = 400
LABEL_AT_MOST, TEXT_AT_MOST = 100, 240
# Stands for no person, where the doings of all are wanted.
NOBODY = User(pk=0)
# Who comes for the first time sees this much.
AT_FIRST = timedelta(days=14)

# The sections beside the theme fields.
CHAPTERS, SELECTION, VERSIONS = "chapters", "selection", "versions"
PROPOSING: dict[str, Act] = {
    ProposalIntent.CHANGE: Act.PROPOSED,
    ProposalIntent.ADDITION: Act.PROPOSED_NEW,
    ProposalIntent.REMOVAL: Act.PROPOSED_REMOVAL,
    ProposalIntent.MOVE: Act.PROPOSED_MOVE,
}
DECISIONS = {
    ProposalStatus.ACCEPTED: Act.ACCEPTED,
    ProposalStatus.ACCEPTED_WITH_CHANGES: Act.ACCEPTED,
    ProposalStatus.DECLINED: Act.DECLINED,
    ProposalStatus.WITHDRAWN: Act.WITHDRAWN,
}


def activity_for(user: User, *, since: datetime, until: datetime, at_most: int = SHOWN_AT_MOST) -> Activity:
    """Gather what others did from `since` on and before `until`, in a constant number of queries."""
    themes = _themes()
    mine = set(user.working_group_memberships.values_list("theme", flat=True))
    happenings = _happenings(user, since, until, themes, READ_AT_MOST)
    return activity(happenings, list(_sections(themes, mine)), at_most=at_most)


def log_of(*, until: datetime, at_most: int) -> list[tuple[str, Happening]]:
    """The newest doings of everybody before `until`, one line each, with the title of their section."""
    themes = _themes()
    titles = {section.key: section.title for section in _sections(themes, set())}
    found = _happenings(NOBODY, datetime.min.replace(tzinfo=UTC), until, themes, at_most)
    newest = sorted(found, key=lambda happening: happening.at, reverse=True)[:at_most]
    return [(titles.get(happening.section, ""), happening) for happening in newest]


def _happenings(
    user: User, since: datetime, until: datetime, themes: dict[UUID, ThemeField], at_most: int
) -> list[Happening]:
    """The newest of each source, but those of `user`."""
    traces = [
        *edits(since=since, until=until, without=user, at_most=at_most),
        *_proposals(user, since, until, at_most),
        *_comments(user, since, until, at_most),
    ]
    return [
        *_named(traces, themes),
        *_swot_entries(user, since, until, themes, at_most),
        *_versions(user, since, until),
    ]


def _themes() -> dict[UUID, ThemeField]:
    return {theme.pk: theme for theme in ThemeField.objects.order_by("position", "pk")}


def _proposals(user: User, since: datetime, until: datetime, at_most: int) -> Iterator[Trace]:
    made = Q(created_at__gte=since, created_at__lt=until) & ~Q(author=user)
    decided = Q(decided_at__gte=since, decided_at__lt=until) & ~Q(decided_by=user)
    found = Proposal.objects.filter(made | decided).select_related("author", "decided_by")
    for each in found.order_by("-created_at", "-pk")[:at_most]:
        kind, key = _about(each)
        trace = partial(Trace, kind=kind, key=key, address=proposal_page(each.pk))
        if since <= each.created_at < until and each.author_id != user.pk:
            yield trace(at=each.created_at, by=each.author, act=PROPOSING[each.intent], text=each.note)
        if each.decided_at and since <= each.decided_at < until and each.decided_by_id != user.pk:
            yield trace(
                at=each.decided_at,
                by=each.decided_by,
                act=DECISIONS[ProposalStatus(each.status)],
                status=each.get_status_display(),
                text=each.reason,
                is_for_me=each.author_id == user.pk,
            )


def _about(proposal: Proposal) -> tuple[ElementKind, UUID]:
    """The element that a line names: what a new one shall stand below."""
    kind = ElementKind(proposal.element_kind)
    if proposal.intent == ProposalIntent.ADDITION and proposal.parent_key is not None:
        return parent_kind(kind), proposal.parent_key
    return kind, proposal.element_key


def _comments(user: User, since: datetime, until: datetime, at_most: int) -> Iterator[Trace]:
    written = Q(created_at__gte=since, created_at__lt=until) & ~Q(author=user)
    resolved = Q(resolved_at__gte=since, resolved_at__lt=until) & ~Q(resolved_by=user)
    mentions = Comment.mentions.through.objects.filter(comment=OuterRef("pk"), user=user)
    found = (
        Comment.objects.filter(written | resolved)
        .select_related("author", "resolved_by", "thread")
        .annotate(speaks_to_me=Exists(mentions))
    )
    for each in found.order_by("-created_at", "-pk")[:at_most]:
        kind, key = ElementKind(each.element_kind), each.element_key
        trace = partial(Trace, kind=kind, key=key, address=f"{page_of(kind, key)}#kommentar-{each.pk}")
        if since <= each.created_at < until and each.author_id != user.pk:
            answers_me = each.thread is not None and each.thread.author_id == user.pk
            yield trace(
                at=each.created_at,
                by=each.author,
                act=Act.REPLIED if each.thread_id else Act.COMMENTED,
                text=each.text,
                is_for_me=each.speaks_to_me or answers_me,
            )
        if each.resolved_at and since <= each.resolved_at < until and each.resolved_by_id != user.pk:
            yield trace(at=each.resolved_at, by=each.resolved_by, act=Act.RESOLVED, text=each.text)


def _swot_entries(
    user: User, since: datetime, until: datetime, themes: dict[UUID, ThemeField], at_most: int
) -> Iterator[Happening]:
    records = SwotEntry.history.filter(history_date__gte=since, history_date__lt=until)
    others = records.exclude(history_user=user).select_related("history_user")
    for record in others.order_by("-history_date", "-history_id")[:at_most]:
        theme = themes.get(record.theme_id)
        written = Act.CREATED if record.revision == 1 else Act.EDITED
        label = Truncator(f"{record.get_kind_display()}: {record.text}").chars(LABEL_AT_MOST)
        is_shown = theme is not None and theme.position is not None and theme.retired_at is None
        address = reverse("strategy:swot", args=[record.theme_id]) if is_shown else ""
        yield Happening(
            at=record.history_date,
            begun_at=record.history_date,
            by=_name(record.history_user),
            by_key=_key(record.history_user),
            act=Act.REMOVED if record.history_type == "-" else written,
            things=(Thing(label=label, address=address),),
            section=_section_key(ElementKind.THEME, theme),
        )


def _versions(user: User, since: datetime, until: datetime) -> Iterator[Happening]:
    people = ("created_by", "adopted_by", "published_by")
    for version in StrategyVersion.objects.without_content().select_related(*people):
        thing = Thing(label=str(version), address=reverse("strategy:version-detail", args=[version.number]))
        for act, at, by in (
            (Act.FROZEN, version.created_at, version.created_by),
            (Act.ADOPTED, version.adopted_at, version.adopted_by),
            (Act.PUBLISHED, version.published_at, version.published_by),
        ):
            if at is not None and since <= at < until and by != user:
                yield Happening(
                    at=at,
                    begun_at=at,
                    by=_name(by),
                    by_key=_key(by),
                    act=act,
                    things=(thing,),
                    section=VERSIONS,
                )


def _named(traces: list[Trace], themes: dict[UUID, ThemeField]) -> Iterator[Happening]:
    """Give the traces the names, addresses and theme fields of their elements."""
    elements = elements_by_key((trace.kind, trace.key) for trace in traces)
    lost = _themes_of_lost([trace for trace in traces if trace.key not in elements])
    for trace in traces:
        element = elements.get(trace.key)
        theme = element.theme_of if element is not None else themes.get(lost.get(trace.key, trace.key))
        yield Happening(
            at=trace.at,
            begun_at=trace.at,
            by=_name(trace.by),
            by_key=_key(trace.by),
            act=trace.act,
            things=(_thing(trace, element),),
            section=_section_key(trace.kind, theme),
            status=trace.status,
            text=Truncator(trace.text).chars(TEXT_AT_MOST),
            changes=trace.changes,
            is_for_me=trace.is_for_me,
        )


def _themes_of_lost(traces: list[Trace]) -> dict[UUID, UUID]:
    """The theme fields of deleted elements. Their parents may be deleted, too: the history knows them all."""
    found: dict[UUID, UUID] = {}
    for kind in reversed(KINDS_BELOW_THEMES):
        model = MODELS_BELOW_THEMES[kind]
        parent = f"{model.parent_field}_id"
        above = dict(model.history.filter(id__in=found.values()).values_list("id", parent))
        found = {key: above[below] for key, below in found.items() if below in above}
        found |= {t.record.id: getattr(t.record, parent) for t in traces if t.kind == kind and t.record}
    return found


def _thing(trace: Trace, element: AnyElement | None) -> Thing:
    shown = trace.record and trace.record.instance if element is None else element
    name = Truncator(str(trace.kind.label if shown is None else shown)).chars(LABEL_AT_MOST)
    number = "" if element is None else element.number
    address = _address(trace, element)
    short = address.replace(page_of(trace.kind, trace.key), short_page_of(trace.key))
    return Thing(label=f"{number} {name}".strip(), address=address, number=number, short_address=short)


def _address(trace: Trace, element: AnyElement | None) -> str:
    if element is None:
        return ""
    if element.retired_at is not None:
        return reverse("strategy:element-history", args=[trace.kind, trace.key])
    if isinstance(element, ThemeField) and element.position is None:
        return reverse("strategy:theme-selection")
    return trace.address or page_of(trace.kind, trace.key)


def _section_key(kind: ElementKind, theme: ThemeField | None) -> str:
    if theme is None:
        return CHAPTERS if kind == ElementKind.CHAPTER else SELECTION
    return str(theme.pk) if theme.position is not None else SELECTION


def _sections(themes: dict[UUID, ThemeField], mine: set[UUID]) -> Iterator[Section]:
    for theme in themes.values():
        if theme.position is not None:
            yield Section(
                key=str(theme.pk),
                title=f"{theme.number} {theme.title}",
                address=page_of(ElementKind.THEME, theme.pk) if theme.retired_at is None else "",
                is_mine=theme.pk in mine,
            )
    for key, title, name in (
        (CHAPTERS, _("Kapitel"), "chapter-list"),
        (SELECTION, _("Themenauswahl"), "theme-selection"),
        (VERSIONS, _("Fassungen"), "version-list"),
    ):
        yield Section(key=key, title=title, address=reverse(f"strategy:{name}"), is_mine=False)


def _name(user: User | None) -> str:
    return user.name if user else nobody()


def _key(user: User | None) -> int | None:
    return user.pk if user else None
