"""A small council for the tests of the interface: what is public, and beside each thing one that is not."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import LegislativeTerm
from committees.council.choices import ConsultationRole, Outcome, PaperState
from committees.council.models import Paper, Resolution
from exports.models import ExportFile
from oparl.publishing import refresh
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_committee,
    make_consultation,
    make_export,
    make_meeting,
    make_membership,
    make_paper,
    make_submitted_paper,
    make_user,
    make_version,
)

PUBLISHED = NOW + timedelta(days=40)
# Every text that must never be told begins with this word.
SECRET = "Geheim"


def council_at_work(strategy: Strategy, by: User) -> SimpleNamespace:
    """One object of each type, with all that can stand in it; nothing is published yet."""
    version = make_version(strategy, by=by)
    ExportFile.objects.filter(pk=version.pdf_file.pk).update(file=stored("fassung.pdf"))
    paper = make_submitted_paper(
        version, by=by, reference="2021/0734", subject="Strategie", clerk=f"{SECRET}e Bearbeiterin"
    )
    export = make_export(title="Vorlage", filename="vorlage.pdf", content=b"%PDF-1.7 vorlage.pdf")
    Paper.objects.filter(pk=paper.pk).update(pdf_file=export)
    council = paper.consultations.get().committee
    committee = make_committee(CommitteeKind.COMMITTEE, "Umweltausschuss")
    group = make_committee(CommitteeKind.STEERING_GROUP, "Steuerungsgruppe")
    make_committee(CommitteeKind.CORE_TEAM, f"{SECRET}es Kernteam")
    seat = make_membership(council, make_user(name="Vera Vorsitz", name_consent=True, name_consent_at=NOW))
    make_membership(council, make_user(name=f"{SECRET}er Name"))
    meeting = make_meeting(
        council,
        by=by,
        title="Ratssitzung",
        place="Rathaus",
        is_public=True,
        video_link="https://example.org/x",
    )
    hidden_meeting = make_meeting(committee, by=by, title=f"{SECRET}e Sitzung", place=f"{SECRET}er Ort")
    decision = paper.consultations.get()
    decision.meeting, decision.agenda_number, decision.date = meeting, "Ö 4", PUBLISHED.date()
    decision.outcome, decision.recorded_at = Outcome.ADOPTED, PUBLISHED
    decision.save()
    resolution = Resolution.objects.create(
        consultation=decision,
        outcome=Outcome.ADOPTED,
        held_on=PUBLISHED.date(),
        wording="Der Rat beschließt.",
        majority="majority",
        votes_yes=40,
        votes_no=3,
        file=SimpleUploadedFile("beschluss.pdf", b"%PDF-1.7 Beschluss"),
        content_type="application/pdf",
        recorded_at=PUBLISHED,
    )
    return SimpleNamespace(
        paper=paper,
        version=version,
        council=council,
        committee=committee,
        group=group,
        seat=seat,
        meeting=meeting,
        hidden_meeting=hidden_meeting,
        decision=decision,
        resolution=resolution,
        annex=annex(paper, "Karte"),
        hidden_annex=annex(paper, f"{SECRET}e Anlage", is_public=False),
        hidden_step=make_consultation(
            paper, role=ConsultationRole.HEARING, committee=group, agenda_number="N 1"
        ),
        hidden_paper=hidden_paper(version, meeting, by),
        prepared_paper=make_paper(version, by=by, reference=f"{SECRET} 2"),
        term=LegislativeTerm.objects.create(name="Wahlperiode 2020", starts_on=NOW.date()),
    )


def hidden_paper(version: Any, meeting: Any, by: User) -> Paper:
    """A paper that is not public, in the middle of a public meeting."""
    paper = make_paper(version, by=by, reference=f"{SECRET} 1", subject=f"{SECRET}e Vorlage", is_public=False)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.NOTED, submitted_version=version)
    make_consultation(
        paper,
        role=ConsultationRole.NOTICE,
        committee=meeting.committee,
        meeting=meeting,
        agenda_number="Ö 3",
    )
    annex(paper, f"{SECRET}er Anhang")
    return paper


def annex(paper: Paper, title: str, **fields: Any) -> Any:
    return paper.annexes.create(
        title=title,
        file=SimpleUploadedFile("x.pdf", f"%PDF-1.7 {title}".encode()),
        size=20,
        content_type="application/pdf",
        uploaded_at=NOW,
        **fields,
    )


def stored(name: str) -> str:
    """A file as a background task leaves it."""
    export = ExportFile(title="x", filename=name)
    export.file.save(name, SimpleUploadedFile(name, f"%PDF-1.7 {name}".encode()), save=False)
    return str(export.file.name)


def publish(at: datetime = PUBLISHED) -> None:
    refresh(at=at)


def read(address: str, **headers: str) -> Any:
    """What the interface says under an address of its own."""
    return closed(Client().get(path_of(address), headers=headers))


def closed(response: Any) -> Any:
    """A response with its file read into `body`; response.close() would close the connection to the database, too."""
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return response


def path_of(address: str) -> str:
    path = address if address.startswith("/") else "/" + address.split("/", 3)[3]
    return path if path.startswith("/oparl/") else f"/oparl/v1.1{path}"
