"""Hand-written builders: each makes one valid object through the action that the product uses."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, LegislativeTerm, Membership, SeatGroup
from committees.council.actions.measure_resolutions import record_measure_resolution
from committees.council.actions.papers import create_paper, submit_paper
from committees.council.choices import ConsultationRole, Outcome
from committees.council.models import Consultation, MeasureResolution, Paper, Resolution, RouteTemplate
from committees.meetings.actions.agenda import add_agenda_item
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.actions.meetings import create_meeting
from committees.meetings.actions.polls import close_poll, create_poll, open_poll, set_options
from committees.meetings.choices import PollKind
from committees.meetings.codes import new_code
from committees.meetings.models import Meeting, Poll
from exports.models import ExportFile
from jobs.choices import JobState
from jobs.models import Job
from library.models import LibrarySource
from monitoring.actions.departments import add_member
from monitoring.actions.frameworks import load_framework
from monitoring.actions.indicators import add_target, create_indicator
from monitoring.actions.measures import add_milestone
from monitoring.actions.progress import begin_report, freeze_report
from monitoring.actions.report_files import add_file
from monitoring.actions.reports import report_measure
from monitoring.actions.rounds import open_round
from monitoring.actions.values import report_value
from monitoring.adopted import adopted_strategy
from monitoring.choices import Direction, MeasureState
from monitoring.framework.file import SAMPLE, read_framework
from monitoring.models import (
    DepartmentMember,
    FrozenReport,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    MeasureReport,
    Milestone,
    ProgressReport,
    ReportFile,
    ReportingFramework,
    ReportingRound,
)
from oparl.models import PaperReading
from publication.actions.feedback import receive_feedback
from publication.models import Feedback
from strategy.actions.attachments import attach
from strategy.actions.elements import create_element
from strategy.actions.setup import begin_strategy
from strategy.actions.themes import select_theme
from strategy.discussion.actions.comments import add_comment
from strategy.discussion.actions.proposals import propose_change
from strategy.discussion.actions.working_groups import set_working_group
from strategy.document.actions.versions import adopt_version, freeze_version
from strategy.document.published import frozen_document
from strategy.exceptions import NothingChanged
from strategy.inventory.actions.concept_files import keep_file
from strategy.inventory.choices import ExtractKind, SwotKind
from strategy.models import (
    Attachment,
    Comment,
    Concept,
    ConceptFile,
    ConceptKind,
    Contradiction,
    Department,
    ElementBasis,
    Extract,
    Measure,
    Municipality,
    OperationalGoal,
    Proposal,
    StrategicGoal,
    Strategy,
    StrategyVersion,
    SwotEntry,
    ThemeField,
)
from tables.choices import APPLYING, READING, RowState
from tables.headings import head_key
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.models import RememberedHead, RememberedWord, TableImport
from tables.previewed import PreviewRow
from tables.stored import to_stored
from translations.actions.texts import publish_translation, save_translation
from translations.actions.videos import add_video
from translations.choices import Told, Wording
from translations.models import SignVideo, Translation
from translations.told import parts_of

NOW = datetime(2021, 7, 12, 10, tzinfo=UTC)
_numbers = count(1)


def make_user(role: Role = Role.COORDINATION, **fields: Any) -> User:
    number = next(_numbers)
    values = {"email": f"{role}-{number}@example.org", "name": f"{role.label} {number}", **fields}
    # Not through create_user: the database refuses the same, and asking it for each rule beforehand costs more.
    user = User(role=role, **values)
    user.set_password("correct-horse-battery")
    user.save()
    return user


def make_strategy(**fields: Any) -> Strategy:
    municipality = Municipality(name="Musterstadt", kind="Stadt", ags="05999999")
    strategy = Strategy(title="Nachhaltigkeitsstrategie der Stadt Musterstadt", **fields)
    return begin_strategy(municipality=municipality, strategy=strategy, by=None)


def make_theme(strategy: Strategy, *, by: User, title: str = "") -> ThemeField:
    """A chosen theme field: the next undecided candidate of the catalogue, or the one with this title."""
    candidates = ThemeField.objects.filter(strategy=strategy, decision="open").order_by("catalogue_field")
    theme = candidates.get(title=title) if title else candidates.first()
    return select_theme(theme=theme, by=by)


def make_strategic_goal(theme: ThemeField, *, by: User, **fields: Any) -> StrategicGoal:
    values = {"statement": f"Im Jahr 2030 ist Ziel {next(_numbers)} erreicht.", **fields}
    return create_element(model=StrategicGoal, parent=theme, values=values, by=by)


def make_goal(above: StrategicGoal, *, by: User, **fields: Any) -> OperationalGoal:
    number = next(_numbers)
    values = {
        "short_title": f"Kurztitel {number}",
        "statement": f"Bis 2025 gibt es in jedem Bezirk Angebot {number}.",
        **fields,
    }
    return create_element(model=OperationalGoal, parent=above, values=values, by=by)


def make_measure(goal: OperationalGoal, *, by: User, **fields: Any) -> Measure:
    values = {"title": f"Maßnahme {next(_numbers)}", **fields}
    return create_element(model=Measure, parent=goal, values=values, by=by)


def make_programme(strategy: Strategy, *, by: User) -> Measure:
    """One theme field with one goal of each level and one measure, which is returned."""
    theme = make_theme(strategy, by=by)
    return make_measure(make_goal(make_strategic_goal(theme, by=by), by=by), by=by)


def make_version(strategy: Strategy, *, by: User) -> StrategyVersion:
    """A frozen version of the draft, which needs at least one goal; of a slightly other one, if nothing has changed."""
    if not StrategicGoal.objects.exists():
        make_programme(strategy, by=by)
    try:
        return freeze_version(strategy=strategy, by=by, at=NOW)
    except NothingChanged:
        goal = StrategicGoal.objects.order_by("pk")[0]
        StrategicGoal.objects.filter(pk=goal.pk).update(
            explanation=f"Stand nach {strategy.versions.count()} Fassungen"
        )
        version = freeze_version(strategy=strategy, by=by, at=NOW)
        StrategicGoal.objects.filter(pk=goal.pk).update(explanation=goal.explanation)
        return version


def make_committee(kind: CommitteeKind = CommitteeKind.COMMITTEE, name: str = "") -> Committee:
    return Committee.objects.create(kind=kind, name=name or f"{kind.label} {next(_numbers)}")


def make_paper(version: StrategyVersion, *, by: User, **fields: Any) -> Paper:
    values = {
        "reference": f"2021/{next(_numbers):04d}",
        "subject": "Strategie",
        "has_no_financial_effects": True,
        **fields,
    }
    return create_paper(paper=Paper(version=version, **values), by=by, at=NOW)


def make_submitted_paper(version: StrategyVersion, *, by: User, **fields: Any) -> Paper:
    """A paper that the committees deliberate, with the council as its only body so far."""
    paper = make_paper(version, by=by, **fields)
    make_consultation(paper)
    return submit_paper(paper=paper, by=by, at=NOW)


def make_consultation(
    paper: Paper, *, role: ConsultationRole = ConsultationRole.DECISION, **fields: Any
) -> Consultation:
    committee = fields.pop("committee", None) or make_committee(CommitteeKind.COUNCIL)
    position = fields.pop("position", paper.consultations.count() + 1)
    return Consultation.objects.create(
        paper=paper, role=role, committee=committee, position=position, **fields
    )


def make_membership(committee: Committee, user: User, **fields: Any) -> Membership:
    """A voting seat since long before NOW; `group` names the sending group."""
    name = fields.pop("group", "")
    group = SeatGroup.objects.get_or_create(name=name)[0] if name else None
    values = {"since": NOW.date() - timedelta(days=365), "seat_group": group, **fields}
    return Membership.objects.create(committee=committee, user=user, **values)


def make_steering_group(*groups: str) -> Committee:
    """A steering group with one voting member for each given name of a sending group."""
    committee = make_committee(CommitteeKind.STEERING_GROUP)
    for group in groups:
        make_membership(committee, make_user(Role.STEERING_MEMBER), group=group)
    return committee


def make_poll(
    committee: Committee, *, by: User, options: Sequence[str] = ("Ja", "Nein"), **fields: Any
) -> Poll:
    """A prepared survey, a free question unless `kind` says otherwise; `choices` replace the free answers."""
    kind = fields.get("kind", PollKind.QUESTION)
    choices = fields.pop("choices", None)
    defaults: dict[str, Any] = {"kind": kind, "title": f"Abfrage {next(_numbers)}"}
    if kind == PollKind.QUESTION:
        defaults["picks"] = 1
    if kind == PollKind.THEME_SELECTION:
        defaults["seats"] = 2
        if "picks" not in fields:
            defaults["points"] = 5
    poll = create_poll(poll=Poll(committee=committee, **{**defaults, **fields}), by=by, at=NOW)
    chosen = options if choices is None else choices
    if chosen:
        set_options(poll=poll, choices=list(chosen), by=by, at=NOW)
    return poll


def make_open_poll(committee: Committee, *, by: User, **fields: Any) -> Poll:
    return open_poll(poll=make_poll(committee, by=by, **fields), by=by, at=NOW)


def make_voted_poll(committee: Committee, *, by: User, **fields: Any) -> Poll:
    """A closed survey in which everybody has given all they had to the first option."""
    poll = make_open_poll(committee, by=by, **fields)
    first = str(poll.options.all()[0].pk)
    for voter in poll.voters.select_related("user"):
        code = new_code() if poll.secrecy == "secret" else ""
        cast_ballot(poll=poll, user=voter.user, answers={first: 1}, code=code, at=NOW)
    return close_poll(poll=poll, by=by, at=NOW + timedelta(hours=1))


def join_working_group(theme: ThemeField, *users: User) -> None:
    """These people belong to the working group of a theme field, beside those who already do."""
    present = [member.user for member in theme.working_group_members.select_related("user")]
    set_working_group(theme=theme, users=[*present, *users], by=users[0], at=NOW)


def make_proposal(element: Any, *, by: User, note: str = "", at: datetime = NOW, **values: Any) -> Proposal:
    """An open proposal for `values`, as a form keeps them, on top of the element as it stands now."""
    base = type(element).objects.get(pk=element.pk).revision
    return propose_change(
        element=element, values=values, kept=values, base_revision=base, note=note, by=by, at=at
    )


def make_comment(
    element: Any,
    *,
    by: User,
    text: str = "",
    thread: Comment | None = None,
    mentions: Sequence[User] = (),
    at: datetime = NOW,
) -> Comment:
    words = text or f"Kommentar {next(_numbers)}"
    return add_comment(element=element, text=words, mentions=mentions, thread=thread, by=by, at=at)


def make_meeting(committee: Committee, *, by: User, items: Sequence[str] = (), **fields: Any) -> Meeting:
    """A meeting in a month, for two hours, in the town hall; nobody is invited yet."""
    start = fields.pop("starts_at", NOW + timedelta(days=30))
    values = {
        "title": f"Sitzung {next(_numbers)}",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": "Rathaus",
        **fields,
    }
    meeting = create_meeting(meeting=Meeting(committee=committee, **values), by=by)
    for title in items:
        add_agenda_item(meeting=meeting, values={"title": title}, by=by)
    return meeting


def make_department(name: str, **fields: Any) -> Department:
    """The department with this name, made when there is none."""
    department: Department = Department.objects.get_or_create(name=name, defaults=fields)[0]
    return department


def make_concept(strategy: Strategy, **fields: Any) -> Concept:
    """An existing document that nobody has evaluated yet."""
    kind = fields.pop("kind", None) or ConceptKind.objects.all()[0]
    if isinstance(name := fields.get("department"), str):
        fields["department"] = make_department(name) if name else None
    return Concept.objects.create(
        strategy=strategy, kind=kind, **{"title": f"Konzept {next(_numbers)}", **fields}
    )


def make_extract(
    concept: Concept,
    *,
    themes: Sequence[ThemeField] = (),
    sdg_targets: Sequence[str] = (),
    **fields: Any,
) -> Extract:
    """A passage of a concept, a goal unless another kind is named."""
    values = {"kind": ExtractKind.GOAL, "quotation": f"Fundstelle {next(_numbers)}", "page": "14", **fields}
    extract: Any = Extract(concept=concept, **values)
    extract.save_without_historical_record()
    extract.skip_history_when_saving = True
    extract.themes.set(themes)
    extract.sdg_targets.set(sdg_targets)
    del extract.skip_history_when_saving
    extract.save()
    found: Extract = extract
    return found


def make_swot_entry(theme: ThemeField, kind: SwotKind = SwotKind.STRENGTH, **fields: Any) -> SwotEntry:
    return SwotEntry.objects.create(theme=theme, kind=kind, **{"text": f"Aussage {next(_numbers)}", **fields})


def make_basis(extract: Extract, element: Any, *, by: User | None = None) -> ElementBasis:
    """A goal or measure is based on an extract."""
    return ElementBasis.objects.create(
        extract=extract,
        element_kind=element.kind,
        element_key=element.pk,
        theme=element.theme_of,
        added_at=NOW,
        added_by=by,
    )


def make_attachment(element: Any, *, by: User, **fields: Any) -> Attachment:
    """An internal PDF that lies with an element, unless a link or something else is named."""
    upload = None if "link" in fields else SimpleUploadedFile("x.pdf", b"%PDF-1.7 x")
    values = {"title": f"Unterlage {next(_numbers)}", "is_public": False, "upload": upload, **fields}
    return attach(element=element, by=by, at=NOW, **values)


def make_feedback(**fields: Any) -> Feedback:
    """What somebody wrote about no page in particular, with an address for the answer."""
    values = {"subject": "other", "text": f"Frage {next(_numbers)}", "email": "ada@buerger.example", **fields}
    about = {name: values.pop(name, "") for name in ("path", "page_title")}
    feedback = Feedback(**values)
    receive_feedback(feedback=feedback, at=NOW, **about)
    return feedback


def make_translation(theme: ThemeField, *, by: User, text: str = "Alle lernen.") -> Translation:
    """A theme field of the published version in Leichter Sprache, published."""
    row = Translation(wording=Wording.EASY, told=Told.THEME, key=theme.pk)
    row = save_translation(translation=row, values={"text": text}, revision=0, by=by)
    version = StrategyVersion.objects.published()[0]
    publish_translation(translation=row, revision=row.revision, version=version, by=by, at=NOW)
    return row


def make_sign_video(*, by: User, **given: Any) -> SignVideo:
    """A video in sign language about the whole published strategy."""
    version = StrategyVersion.objects.published()[0]
    part = next(parts_of(frozen_document(version), Wording.EASY))
    files = {
        "upload": SimpleUploadedFile("x.mp4", b"\0\0\0\x20ftypisom" + bytes(range(200)) * 10),
        "subtitles": SimpleUploadedFile("x.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nGuten Tag\n"),
    }
    return add_video(part=part, title="Worum es geht", version=version, by=by, at=NOW, **{**files, **given})


def make_contradiction(first: Extract, second: Extract, note: str = "") -> Contradiction:
    older, newer = sorted((first, second), key=lambda extract: extract.pk)
    return Contradiction.objects.create(first=older, second=newer, note=note, added_at=NOW)


def make_concept_file(concept: Concept, *, by: User, content: bytes = b"%PDF-1.7 x") -> ConceptFile:
    """The uploaded file of a concept; nobody has read its text yet."""
    return keep_file(concept=concept, upload=SimpleUploadedFile("x.pdf", content), by=by, at=NOW)


def make_table_import(*, by: User, kind: Kind = MEASURES, **fields: Any) -> TableImport:
    """A table whose one row is wrong, as reading leaves it; with `applied_at` one that is taken over."""
    job = make_job(APPLYING if fields.get("applied_at") else READING, state=JobState.DONE, by=by)
    values = {"job": job, "filename": "liste.csv", "created_at": NOW, "previewed_at": NOW, **fields}
    fact = {"place": 0, "heading": "Titel", "sample": ["x"], "name": "title", "doubled": False}
    columns = [{**fact, "remembered": False, "offer": "", "remark": "", "in_thousands": False}]
    found = TableImport.objects.create(kind=kind.choice, created_by=by, columns=columns, **values)
    row = PreviewRow(line=2, state=RowState.WRONG, title="x")
    found.rows.create(line=2, state=row.state, content=to_stored(row), cells=["x"])
    return found


def make_remembered_head(*, by: User, kind: Kind = MEASURES) -> RememberedHead:
    """A list whose one column was assigned by hand; each call makes another kind of file."""
    heading = f"Vorhaben {next(_numbers)}"
    return RememberedHead.objects.create(
        kind=kind.choice,
        key=head_key([heading]),
        headings=[heading],
        fields={"0": "title"},
        remembered_at=NOW,
        remembered_by=by,
    )


def make_remembered_word(*, by: User, kind: Kind = MEASURES) -> RememberedWord:
    """A word for a funding that nobody else uses; each call makes another word."""
    return RememberedWord.objects.create(
        kind=kind.choice,
        name="funding",
        word=f"topf {next(_numbers)}",
        value="grants",
        remembered_at=NOW,
        remembered_by=by,
    )


def make_adopted_version(strategy: Strategy, *, by: User) -> StrategyVersion:
    """The draft as the council has adopted it, without the way through the bodies."""
    version = make_version(strategy, by=by)
    return adopt_version(version=version, on=NOW.date(), reference="2021/0734", by=by, at=NOW)


def make_measure_resolution(measure: Measure, *, by: User, **fields: Any) -> MeasureResolution:
    """The council adopted a measure of its own, a year after the strategy."""
    values = {
        "reference": f"2022/{next(_numbers):04d}",
        "outcome": Outcome.ADOPTED,
        "decided_on": NOW.date() + timedelta(days=365),
        **fields,
    }
    committee = values.pop("committee", None) or make_committee(CommitteeKind.COUNCIL)
    resolution = MeasureResolution(measure=measure, committee=committee, **values)
    return record_measure_resolution(resolution=resolution, by=by, at=NOW + timedelta(days=500))


def make_resolution(consultation: Consultation, *, by: User | None = None, **fields: Any) -> Resolution:
    """An entry in the record of a body alone, without what would follow from it."""
    values = {"outcome": Outcome.ADOPTED, "held_on": NOW.date(), "recorded_at": NOW, **fields}
    return Resolution.objects.create(consultation=consultation, recorded_by=by, **values)


def make_term(year: int = 2020) -> LegislativeTerm:
    """A legislative term of five years that begins on 1 November."""
    return LegislativeTerm.objects.create(
        name=f"Wahlperiode {year}",
        starts_on=date(year, 11, 1),
        ends_on=date(year + 5, 10, 31),
    )


def make_route(name: str = "", *bodies: str) -> RouteTemplate:
    """A saved sequence of advising bodies."""
    route = RouteTemplate.objects.create(name=name or f"Beratungsfolge {next(_numbers)}")
    for position, body in enumerate(bodies, start=1):
        committee = make_committee(name=body)
        route.steps.create(position=position, committee=committee, role=ConsultationRole.PRELIMINARY)
    return route


def make_reading(paper: Paper, **fields: Any) -> PaperReading:
    """A reading of a foreign Beratungsfolge that waits for the worker."""
    job = make_job("foreign-paper-reading")
    values = {"url": "https://ris.example/oparl/v1.1/paper/1", "job": job, **fields}
    return PaperReading.objects.create(paper=paper, **values)


def make_library_source(**fields: Any) -> LibrarySource:
    """A source of the library with one measure, read from its address."""
    values = {
        "address": "https://stadt.example/daten/katalog.ttl",
        "job": make_job("library-reading", state=JobState.DONE),
        "municipality": "Stadt Musterstadt",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "read_on": NOW.date(),
        **fields,
    }
    source = LibrarySource.objects.create(**values)
    source.entries.create(
        position=0,
        kind="measure",
        number="1.1.1.1",
        title="Trinkbrunnen",
        folded="trinkbrunnen",
        theme="Klima",
    )
    return source


def make_job(kind: str, *, state: str = JobState.WAITING, by: User | None = None, **fields: Any) -> Job:
    """A job in some state, with the times that belong to it."""
    return put_job(Job.objects.create(kind=kind, requested_by=by), state, **fields)


def put_job(job: Job, state: str, **fields: Any) -> Job:
    """Bring a job into another state."""
    is_open = state in (JobState.WAITING, JobState.RUNNING)
    job.state = state
    job.started_at = None if state == JobState.WAITING else job.created_at
    job.finished_at = None if is_open else job.reported_at
    job.failure = "Kein Platz." if state == JobState.FAILED else ""
    for name, value in fields.items():
        setattr(job, name, value)
    job.save()
    return job


def make_export(*, state: str = JobState.WAITING, content: bytes = b"", **fields: Any) -> ExportFile:
    """A file of the working area, with `content` one that is made."""
    job = make_job("version-pdf", state=JobState.DONE if content else state)
    export = ExportFile(**{"title": "Strategie", "filename": "strategie.pdf", "job": job, **fields})
    if content:
        export.file.save(export.filename, ContentFile(content), save=False)
    export.save()
    return export


def make_report(measure: Measure, *, by: User, at: datetime = NOW, **fields: Any) -> MeasureReport:
    """A report on a measure, in progress unless another state is named; that of coordination counts at once."""
    values = {"state": MeasureState.IN_PROGRESS, **fields}
    return report_measure(report=MeasureReport(measure=measure, **values), by=by, at=at)


def make_milestone(measure: Measure, *, by: User, **fields: Any) -> Milestone:
    values = {"title": f"Meilenstein {next(_numbers)}", "due_on": NOW.date(), **fields}
    return add_milestone(milestone=Milestone(measure=measure, **values), by=by)


def make_indicator(strategy: Strategy, *, by: User, related: Any = None, **fields: Any) -> Indicator:
    """An indicator without values; `related` are its goals, theme fields and SDG targets."""
    values = {
        "name": f"Indikator {next(_numbers)}",
        "unit": "Prozent",
        "direction": Direction.MORE,
        **fields,
    }
    return create_indicator(indicator=Indicator(strategy=strategy, **values), related=related or {}, by=by)


def make_value(
    indicator: Indicator, year: int, value: Any, *, by: User, at: datetime = NOW, **fields: Any
) -> IndicatorValue:
    """A value of the whole for a year; that of coordination counts at once."""
    row = IndicatorValue(
        series=indicator.series.get(dimension=""), period=date(year, 12, 31), value=value, **fields
    )
    return report_value(value=row, by=by, at=at)


def make_target(indicator: Indicator, year: int, value: Any, *, by: User) -> IndicatorTarget:
    return add_target(target=IndicatorTarget(indicator=indicator, year=year, value=value), by=by)


def make_round(strategy: Strategy, *departments: Department, by: User) -> ReportingRound:
    """A round about the year of NOW."""
    row = ReportingRound(
        strategy=strategy,
        title=f"Bericht {next(_numbers)}",
        period_start=date(NOW.year, 1, 1),
        period_end=date(NOW.year, 12, 31),
        deadline=NOW.date() + timedelta(days=30),
    )
    return open_round(round=row, departments=departments, by=by, at=NOW)


def make_progress_report(
    strategy: Strategy, *, by: User, at: datetime = NOW, **fields: Any
) -> ProgressReport:
    """A draft of an Umsetzungsbericht about the year of NOW, with its first texts."""
    values = {
        "title": f"Umsetzung {next(_numbers)}",
        "period_start": date(NOW.year, 1, 1),
        "period_end": date(NOW.year, 12, 31),
        **fields,
    }
    adopted = adopted_strategy()
    assert adopted is not None
    return begin_report(report=ProgressReport(strategy=strategy, **values), adopted=adopted, by=by, at=at)


def make_frozen_report(strategy: Strategy, *, by: User, at: datetime = NOW, **fields: Any) -> FrozenReport:
    """A report on the adopted strategy as it stands `at` a moment."""
    return freeze_drafted(make_progress_report(strategy, by=by, at=at, **fields), by=by, at=at)


def freeze_drafted(report: ProgressReport, *, by: User, at: datetime = NOW) -> FrozenReport:
    """A draft as it is frozen beside the adopted strategy."""
    adopted = adopted_strategy()
    assert adopted is not None
    return freeze_report(report=report, revision=report.whole_revision, version=adopted.number, by=by, at=at)


def load_sample_framework(strategy: Strategy, *, by: User) -> ReportingFramework:
    """The sample of a Berichtsrahmen, with all of it open."""
    file = read_framework(SAMPLE.read_bytes())
    return load_framework(strategy=strategy, file=file, by=by, at=NOW).framework


def answer_for(department: Department, user: User) -> DepartmentMember:
    """An account answers for a department from now on."""
    return add_member(member=DepartmentMember(department=department, user=user), by=user, at=NOW)


def make_report_file(
    report: MeasureReport, *, by: User, content: bytes = b"%PDF-1.7 x", **fields: Any
) -> ReportFile:
    """An internal PDF with a report, unless something else is named."""
    values = {"title": f"Datei {next(_numbers)}", "at": NOW, **fields}
    return add_file(report=report, upload=SimpleUploadedFile("x", content), by=by, **values)
