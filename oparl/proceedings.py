"""Meetings, papers and their way through the bodies, as objects of OParl 1.1."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from committees.council.choices import ConsultationRole, Majority, PaperKind, PaperState
from committees.council.models import Consultation, Paper, Resolution
from committees.meetings.models import Meeting
from editing.dialect import shown_text
from oparl.addresses import CONTENT, DOWNLOAD, object_path
from oparl.bodies import BODY
from oparl.choices import ObjectKind
from oparl.documents import Draft, Page, Part, Ref, part, ref
from oparl.files import FileSource
from oparl.rows import PublicRows, grouped

HELD, INVITED, PLANNED = "durchgeführt", "eingeladen", "terminiert"


def proceeding_objects(rows: PublicRows, files: list[FileSource], at: datetime) -> Iterator[Draft]:
    """Meetings, agenda items, papers, consultations, files and places."""
    yield from _meetings(rows, at)
    yield from _agenda_items(rows, files)
    yield from _papers(rows, files)
    yield from _consultations(rows)
    yield from map(_file, files)
    yield from _locations(rows.meetings)


def _meetings(rows: PublicRows, at: datetime) -> Iterator[Draft]:
    steps = grouped(rows.consultations, lambda step: step.meeting_id)
    for meeting in rows.meetings:
        on_agenda = sorted(steps[meeting.pk], key=_agenda_order)
        yield Draft(
            kind=ObjectKind.MEETING,
            key=str(meeting.pk),
            organization=str(meeting.committee_id),
            fields={
                "name": meeting.title,
                "meetingState": _meeting_state(meeting, on_agenda, at),
                "cancelled": meeting.cancelled_at is not None,
                "start": meeting.starts_at,
                "end": meeting.ends_at,
                "location": Part(kind=ObjectKind.LOCATION, key=_key_of_place(meeting.place)),
                "organization": [Ref(kind=ObjectKind.ORGANIZATION, key=str(meeting.committee_id))],
                "agendaItem": [part(ObjectKind.AGENDA_ITEM, step) for step in on_agenda],
            },
        )


def _meeting_state(meeting: Meeting, steps: list[Consultation], at: datetime) -> str:
    if any(not step.is_open for step in steps):
        return HELD
    if meeting.ends_at <= at and meeting.cancelled_at is None:
        return HELD
    return INVITED if meeting.invited_at else PLANNED


def _agenda_items(rows: PublicRows, files: list[FileSource]) -> Iterator[Draft]:
    """One item for each step that has a public meeting: item and step share their key."""
    subjects = {paper.pk: paper.subject for paper in rows.papers}
    records = {file.step: file for file in files if file.step is not None}
    steps = grouped(rows.consultations, lambda step: step.meeting_id)
    for meeting in rows.meetings:
        for order, step in enumerate(sorted(steps[meeting.pk], key=_agenda_order)):
            resolution = rows.resolutions.get(step.pk)
            yield Draft(
                kind=ObjectKind.AGENDA_ITEM,
                key=str(step.pk),
                fields={
                    "meeting": ref(ObjectKind.MEETING, meeting),
                    "number": step.agenda_number,
                    "order": order,
                    "name": subjects[step.paper_id],
                    "public": True,
                    "consultation": ref(ObjectKind.CONSULTATION, step),
                    "result": _result(step),
                    "resolutionText": shown_text(resolution.wording) if resolution else None,
                    "resolutionFile": _file_part(records.get(step.pk)),
                    **_vote(resolution),
                },
            )


def _result(step: Consultation) -> str | None:
    return None if step.is_open else step.outcome_word


def _vote(resolution: Resolution | None) -> dict[str, object]:
    """The votes of the body, for which OParl has no field."""
    if resolution is None:
        return {}
    majority = Majority(resolution.majority).label if resolution.majority else None
    counts = {"yes": resolution.votes_yes, "no": resolution.votes_no, "abstentions": resolution.abstentions}
    votes = {name: count for name, count in counts.items() if count is not None}
    return {"gnk:majority": majority, "gnk:votes": votes or None}


def _agenda_order(step: Consultation) -> tuple[bool, list[int], int]:
    """ "Ö 2" before "Ö 10", items without a number last."""
    numbers = [int(number) for number in re.findall(r"\d+", step.agenda_number)]
    return (not numbers, numbers, step.pk)


def _papers(rows: PublicRows, files: list[FileSource]) -> Iterator[Draft]:
    steps = grouped(rows.consultations, lambda step: step.paper_id)
    of_paper: dict[int, list[FileSource]] = defaultdict(list)
    for file in files:
        for paper_pk in file.papers:
            of_paper[paper_pk].append(file)
    for paper in rows.papers:
        main = next((file for file in of_paper[paper.pk] if file.is_main), None)
        yield Draft(
            kind=ObjectKind.PAPER,
            key=str(paper.pk),
            fields={
                "body": BODY,
                "name": paper.subject,
                "reference": paper.reference,
                "date": rows.submitted.get(paper.pk),
                "paperType": PaperKind(paper.kind).label,
                "mainFile": _file_part(main),
                "auxiliaryFile": [_file_part(file) for file in of_paper[paper.pk] if not file.is_main],
                "underDirectionOf": [ref(ObjectKind.ORGANIZATION, lead)]
                if (lead := rows.leads.get(paper.pk))
                else [],
                "consultation": [part(ObjectKind.CONSULTATION, step) for step in steps[paper.pk]],
                "web": _public_page(paper),
                "gnk:state": PaperState(paper.state).label,
                "gnk:leadDepartment": paper.lead_department,
            },
        )


def _public_page(paper: Paper) -> Page | None:
    """The version with its way through the bodies, once citizens can read it."""
    if not (paper.version.is_published and paper.is_about_strategy):
        return None
    return Page(path=reverse("publication:version", args=[paper.version.number]))


def _consultations(rows: PublicRows) -> Iterator[Draft]:
    for step in rows.consultations:
        yield Draft(
            kind=ObjectKind.CONSULTATION,
            key=str(step.pk),
            organization=str(step.committee_id),
            fields={
                "paper": Ref(kind=ObjectKind.PAPER, key=str(step.paper_id)),
                "agendaItem": ref(ObjectKind.AGENDA_ITEM, step),
                "meeting": Ref(kind=ObjectKind.MEETING, key=str(step.meeting_id)),
                "organization": [Ref(kind=ObjectKind.ORGANIZATION, key=str(step.committee_id))],
                "authoritative": step.role == ConsultationRole.DECISION,
                "role": ConsultationRole(step.role).label,
                **_without_meeting(step),
            },
        )


def _without_meeting(step: Consultation) -> dict[str, object]:
    """Day and result of a step whose meeting nobody entered; OParl has a place for them only at a meeting."""
    if step.meeting_id is not None:
        return {}
    return {"gnk:date": step.date, "gnk:result": _result(step)}


def _file(file: FileSource) -> Draft:
    path = object_path(ObjectKind.FILE, file.key)
    step = Ref(kind=ObjectKind.AGENDA_ITEM, key=str(file.step))
    return Draft(
        kind=ObjectKind.FILE,
        key=file.key,
        stored=file.stored,
        fields={
            "name": file.name,
            "fileName": file.file_name,
            "mimeType": file.mime_type,
            "date": file.date,
            "size": file.stored.size,
            "sha512Checksum": file.stored.sha512,
            "accessUrl": Page(path=f"{path}/{CONTENT}"),
            "downloadUrl": Page(path=f"{path}/{DOWNLOAD}"),
            "agendaItem": [step],
            "paper": [Ref(kind=ObjectKind.PAPER, key=str(pk)) for pk in file.papers],
        },
    )


def _file_part(file: FileSource | None) -> Part | None:
    return Part(kind=ObjectKind.FILE, key=file.key) if file else None


def _locations(meetings: list[Meeting]) -> Iterator[Draft]:
    """The places of public meetings. A link to a video conference is for members only."""
    for place, held in grouped(meetings, lambda meeting: meeting.place).items():
        if place:
            fields = {
                "description": place,
                "meetings": [ref(ObjectKind.MEETING, meeting) for meeting in held],
            }
            yield Draft(kind=ObjectKind.LOCATION, key=_key_of_place(place), fields=fields)


def _key_of_place(place: str) -> str:
    return hashlib.sha256(place.encode()).hexdigest()[:16]
