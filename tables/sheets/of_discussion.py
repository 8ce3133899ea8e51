"""Tables drawn from the discussion: comments, proposals, and who did what when."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from editing.forms.field_values import readable
from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from strategy.choices import ElementKind
from strategy.discussion.choices import ProposalIntent, ProposalStatus
from strategy.discussion.forms.proposals import PROPOSAL_FORMS
from strategy.discussion.news import log_of
from strategy.discussion.proposal_lines import ProposalLine, lines_of
from strategy.forms.element import ElementForm
from strategy.lookup import elements_by_key
from strategy.models import Comment, Proposal
from strategy.models.kinds import AnyElement
from tables.sheets.of_strategy import number_column

# A log of years would not end; the page about the table says how far it goes.
LOG_AT_MOST = 2_000


def comment_sheet(theme: UUID | None) -> Sheet:
    """All comments, thread by thread, with what they are about and whether they are settled."""
    columns = (
        *_about_columns(),
        SheetColumn(
            heading=_("Gespräch"),
            format=CellFormat.COUNT,
            explanation=_("Kommentare mit derselben Zahl gehören zusammen."),
        ),
        SheetColumn(heading=_("Kommentar"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Von"), width=24),
        SheetColumn(heading=_("Am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Angesprochen"), width=24),
        SheetColumn(heading=_("Stand"), allowed=_("offen, erledigt"), width=12),
        SheetColumn(heading=_("Erledigt am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Erledigt von"), width=24),
    )
    found = Comment.objects.filter(**_narrowed(theme)).prefetch_related("mentions")
    comments = list(
        found.select_related("author", "theme", "thread__resolved_by", "resolved_by").order_by(
            "theme__position", "created_at", "pk"
        )
    )
    elements = elements_by_key((comment.element_kind, comment.element_key) for comment in comments)
    # Replies stand behind the comment that they answer.
    begun = {comment.pk: place for place, comment in enumerate(comments)}
    comments.sort(key=lambda comment: (begun.get(comment.thread_id or comment.pk, 0), comment.created_at))
    return Sheet(
        title=_("Kommentare"),
        columns=columns,
        rows=tuple(_comment_row(comment, elements.get(comment.element_key)) for comment in comments),
    )


def proposal_sheet(theme: UUID | None) -> Sheet:
    """All proposals, the open ones first, with what they want and what became of them."""
    columns = (
        SheetColumn(
            heading=_("Vorschlag"), format=CellFormat.COUNT, explanation=_("Die Nummer des Vorschlags.")
        ),
        SheetColumn(heading=_("Was"), allowed=", ".join(map(str, ProposalIntent.labels)), width=16),
        *_about_columns(),
        SheetColumn(
            heading=_("Wohin"),
            explanation=_("Nummer dessen, worunter es stehen soll."),
            width=12,
        ),
        SheetColumn(
            heading=_("Vorgeschlagen"),
            format=CellFormat.LONG_TEXT,
            explanation=_("Je Zeile ein Feld, wie es lauten soll."),
        ),
        SheetColumn(heading=_("Begründung"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Von"), width=24),
        SheetColumn(heading=_("Am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Stand"), allowed=", ".join(map(str, ProposalStatus.labels)), width=20),
        SheetColumn(heading=_("Entschieden am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Entschieden von"), width=24),
        SheetColumn(heading=_("Antwort"), format=CellFormat.LONG_TEXT),
    )
    found = Proposal.objects.filter(**_narrowed(theme)).select_related("author", "decided_by", "theme")
    proposals = sorted(
        found.order_by("theme__position", "created_at", "pk"),
        key=lambda proposal: proposal.status != ProposalStatus.OPEN,
    )
    by_kind = {kind: PROPOSAL_FORMS[kind]() for kind in ElementKind}
    rows = tuple(
        _proposal_row(line, by_kind[ElementKind(line.proposal.element_kind)]) for line in lines_of(proposals)
    )
    return Sheet(title=_("Vorschläge"), columns=columns, rows=rows)


def log_sheet(until: datetime) -> Sheet:
    """Who did what when, the newest first."""
    columns = (
        SheetColumn(heading=_("Am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Uhrzeit"), width=10),
        SheetColumn(heading=_("Wer"), width=24),
        SheetColumn(heading=_("Was"), width=32),
        SheetColumn(heading=_("Bereich"), explanation=_("Themenfeld oder Teil der Strategie."), width=32),
        number_column(),
        SheetColumn(heading=_("Element"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Stand"), explanation=_("Der neue Stand, wo er sich geändert hat."), width=20),
        SheetColumn(heading=_("Geänderte Felder"), width=32),
        SheetColumn(heading=_("Dazu geschrieben"), format=CellFormat.LONG_TEXT),
    )
    rows = []
    for section, line in log_of(until=until, at_most=LOG_AT_MOST):
        at = timezone.localtime(line.at)
        number = ", ".join(filter(None, (thing.number for thing in line.things)))
        names = ", ".join(thing.label.removeprefix(thing.number).strip() for thing in line.things)
        fields = ", ".join(field.label for field in line.changes)
        moment = (at.date(), at.strftime("%H:%M"))
        rows.append((*moment, line.by, line.verb, section, number, names, line.status, fields, line.text))
    return Sheet(title=_("Aktivität"), columns=columns, rows=tuple(rows))


def _about_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(heading=_("Themenfeld"), width=32),
        SheetColumn(heading=_("Art"), allowed=", ".join(map(str, ElementKind.labels)), width=18),
        number_column(),
        SheetColumn(heading=_("Element"), format=CellFormat.LONG_TEXT),
    )


def _narrowed(theme: UUID | None) -> dict[str, UUID]:
    return {"theme": theme} if theme else {}


def _comment_row(comment: Comment, element: AnyElement | None) -> tuple[Cell, ...]:
    opening = comment.thread or comment
    return (
        comment.theme.title if comment.theme else "",
        str(comment.get_element_kind_display()),
        _number_of(element),
        str(element) if element is not None else _("inzwischen gelöscht"),
        opening.pk,
        comment.text,
        comment.author.name,
        timezone.localdate(comment.created_at),
        ", ".join(person.name for person in comment.mentions.all()),
        _("erledigt") if opening.resolved_at else _("offen"),
        timezone.localdate(opening.resolved_at) if opening.resolved_at else None,
        opening.resolved_by.name if opening.resolved_by else "",
    )


def _proposal_row(line: ProposalLine, form: ElementForm) -> tuple[Cell, ...]:
    proposal = line.proposal
    return (
        proposal.pk,
        str(proposal.get_intent_display()),
        proposal.theme.title if proposal.theme else "",
        str(proposal.get_element_kind_display()),
        line.number,
        line.title,
        line.place if proposal.parent_key else "",
        _changes(proposal, form),
        proposal.note,
        proposal.author.name,
        timezone.localdate(proposal.created_at),
        str(proposal.get_status_display()),
        timezone.localdate(proposal.decided_at) if proposal.decided_at else None,
        proposal.decided_by.name if proposal.decided_by else "",
        proposal.reason,
    )


def _number_of(element: AnyElement | None) -> str:
    """The number in the working draft; what was removed has none there."""
    return element.number if element is not None and element.retired_at is None else ""


def _changes(proposal: Proposal, form: ElementForm) -> str:
    """The proposed values, one field a line, in the order of the form."""
    names = (name for name in form._meta.fields or () if name in proposal.values)
    named = ((form[name], proposal.values[name]) for name in names)
    return "\n".join(
        f"{bound.label}: {', '.join(value) if isinstance(value, list) else readable(bound, value)}"
        for bound, value in named
    )
