"""Every constraint of the database is violated once. The list comes from the models themselves."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import Delivery, FirstInvitation, Invitation, User
from committees.bodies.models import Committee, LegislativeTerm, Membership, SeatGroup
from committees.council.choices import (
    AmendmentKind,
    ConsultationRole,
    Fate,
    Mover,
    PaperKind,
    PaperState,
    PaperSubject,
)
from committees.council.models import (
    Amendment,
    AmendmentFate,
    Consultation,
    FactionVote,
    MeasureResolution,
    Paper,
    Resolution,
    RouteTemplate,
    RouteTemplateStep,
)
from committees.meetings.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Meeting,
    MeetingReply,
    Poll,
    PollOption,
    Voter,
)
from committees.meetings.poll_elements import Choice
from editing.models import EditingPresence
from handbook.models import PutAway
from jobs.models import Job
from library.models import LibraryEntry, LibrarySource
from oparl.models import PublishedObject
from operation.models import Alarm, PeriodicRun
from publication.models import AccessibilityDeclaration, Feedback, PublishedFeedback, SearchMiss
from search.models import SearchEntry
from strategy.models import (
    Agreement,
    Attachment,
    Chapter,
    Comment,
    Concept,
    ConceptFile,
    ConceptPage,
    Contradiction,
    Department,
    ElementBasis,
    Measure,
    MeasureOrigin,
    Municipality,
    OperationalGoal,
    PhaseClosure,
    Proposal,
    StrategicGoal,
    Strategy,
    StrategyVersion,
    ThemeField,
    VersionFile,
    WorkingGroupMember,
)
from tables.models import ImportRow, RememberedHead, RememberedWord, TableImport
from tests.builders import (
    NOW,
    join_working_group,
    make_comment,
    make_concept,
    make_consultation,
    make_department,
    make_export,
    make_extract,
    make_feedback,
    make_job,
    make_library_source,
    make_meeting,
    make_open_poll,
    make_paper,
    make_programme,
    make_resolution,
    make_route,
    make_steering_group,
    make_table_import,
    make_term,
    make_version,
)
from tests.monitoring.constraint_examples import EXAMPLES as OF_THE_MONITORING
from translations.choices import WHOLE
from translations.models import PublishedTranslation, SignVideo, Translation

APPS = (
    "accounts",
    "jobs",
    "editing",
    "exports",
    "strategy",
    "bodies",
    "meetings",
    "council",
    "monitoring",
    "tables",
    "search",
    "translations",
    "publication",
    "oparl",
    "library",
    "handbook",
    "operation",
)
YEARS = "Die Jahre liegen zwischen 1990 und 2100."
POSITION = "Diese Position ist schon vergeben."


AN_ANSWER: dict[str, Any] = {"state": "answered", "answer": "x", "answered_at": NOW}
AN_AMENDMENT: dict[str, Any] = {
    "kind": AmendmentKind.CHANGE,
    "element_kind": "measure",
    "element_key": uuid4(),
    "mover": Mover.ADMINISTRATION,
    "created_at": NOW,
}


@pytest.fixture
def world(strategy: Strategy, coordination: User) -> SimpleNamespace:
    """One of everything, next to which an invalid row is put."""
    measure = make_programme(strategy, by=coordination)
    goal = measure.operational_goal
    version = make_version(strategy, by=coordination)
    paper = make_paper(version, by=coordination)
    consultation = make_consultation(paper, role=ConsultationRole.DECISION)
    version.files.create(format="html", export=make_export())
    PhaseClosure.objects.create(strategy=strategy, phase="themes", closed_at=NOW, closed_by=coordination)
    EditingPresence.objects.create(subject="measure:1", user=coordination, since=NOW, seen_at=NOW)
    join_working_group(goal.strategic_goal.theme, coordination)
    make_comment(goal, by=coordination)
    concept = an_evaluated_concept(strategy, goal)
    RememberedHead.objects.create(kind="measures", key="x", headings=["x"], fields={}, remembered_at=NOW)
    RememberedWord.objects.create(
        kind="measures", name="funding", word="x", value="budget", remembered_at=NOW
    )
    return SimpleNamespace(
        table_import=make_table_import(by=coordination),
        job=make_job("table-reading"),
        put_away=PutAway.objects.create(user=coordination, role=coordination.role),
        strategy=strategy,
        theme=goal.strategic_goal.theme,
        strategic=goal.strategic_goal,
        goal=goal,
        version=version,
        paper=paper,
        amendment=an_amendment_with_fate(version, by=coordination),
        committee=consultation.committee,
        concept=concept,
        department=make_department("FB 33", short_name="33"),
        extracts=list(concept.extracts.all()),
        # A survey on one goal with one voter.
        poll=(poll := make_goal_poll(goal, by=coordination)),
        voter=poll.voters.get(),
        # A meeting with one item and one person who was there.
        meeting=a_recorded_meeting(poll.committee, by=coordination),
    )


def an_amendment_with_fate(version: StrategyVersion, *, by: User) -> Amendment:
    """An amendment to a paper that the committees deliberate, and what one of them made of it."""
    paper = make_paper(version, by=by)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.SUBMITTED, submitted_version=version)
    amendment = Amendment.objects.create(paper=paper, number=1, **AN_AMENDMENT)
    resolution = make_resolution(make_consultation(paper), by=by)
    amendment.fates.create(resolution=resolution, fate=Fate.REJECTED)
    return amendment


def a_paper(world: SimpleNamespace, **fields: Any) -> Paper:
    values = {"reference": "2021/x", "created_at": NOW, "state_at": NOW, **fields}
    return Paper(version=world.version, **values)


def a_recorded_meeting(committee: Committee, *, by: User) -> Meeting:
    meeting = make_meeting(committee, by=by, items=["Ziele"])
    meeting.attendances.create(membership=committee.memberships.all()[0], status="present")
    return meeting


def a_strategy(world: SimpleNamespace, **fields: Any) -> Strategy:
    # An installation has one strategy, so the rules are broken on that one.
    strategy = Strategy.objects.get(pk=world.strategy.pk)
    for name, value in fields.items():
        setattr(strategy, name, value)
    return strategy


def a_theme(world: SimpleNamespace, **fields: Any) -> ThemeField:
    return ThemeField(strategy=world.strategy, **{"title": "Neu", **fields})


def a_measure_resolution(world: SimpleNamespace, **fields: Any) -> MeasureResolution:
    values = {"reference": "2022/0118", "outcome": "adopted", "decided_on": NOW.date(), "recorded_at": NOW}
    return MeasureResolution(
        measure=world.goal.measures.get(), committee=world.committee, **{**values, **fields}
    )


def decided_measure(world: SimpleNamespace) -> MeasureResolution:
    resolution = a_measure_resolution(world, reference="2022/0001")
    resolution.save()
    return resolution


def a_goal(world: SimpleNamespace, **fields: Any) -> OperationalGoal:
    return OperationalGoal(
        strategic_goal=world.strategic, short_title="Neu", statement="Neu.", **{"position": 2, **fields}
    )


def a_measure(world: SimpleNamespace, **fields: Any) -> Measure:
    return Measure(operational_goal=world.goal, title="Neu", **{"position": 2, **fields})


def a_version(world: SimpleNamespace, **fields: Any) -> StrategyVersion:
    values = {"number": 2, "content": "{}", "sha256": "0" * 64, "created_at": NOW, **fields}
    return StrategyVersion(strategy=world.strategy, **values)


def a_seat(world: SimpleNamespace, **fields: Any) -> Membership:
    values = {"user": world.version.created_by, "since": NOW.date(), **fields}
    return Membership(committee=world.poll.committee, **values)


def a_meeting(world: SimpleNamespace, **fields: Any) -> Meeting:
    values = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1), "place": "Rathaus", **fields}
    return Meeting(committee=world.committee, title="Neu", **values)


def a_reply(world: SimpleNamespace, **fields: Any) -> MeetingReply:
    values = {"user": world.version.created_by, "answer": "coming", "replied_at": NOW, **fields}
    return MeetingReply(meeting=world.meeting, **values)


def a_reply_that_is_there(world: SimpleNamespace) -> MeetingReply:
    reply = a_reply(world)
    reply.save()
    return reply


def a_consultation(world: SimpleNamespace, **fields: Any) -> Consultation:
    return Consultation(paper=world.paper, committee=world.committee, position=9, **fields)


def a_resolution(world: SimpleNamespace, **fields: Any) -> Resolution:
    values = {"outcome": "adopted", "held_on": NOW.date(), "recorded_at": NOW, **fields}
    return Resolution(consultation=world.paper.consultations.get(), **values)


def a_resolution_with_factions(world: SimpleNamespace) -> Resolution:
    resolution = make_resolution(world.paper.consultations.get())
    resolution.faction_votes.create(faction="SPD", votes_yes=3)
    return resolution


def a_proposal(world: SimpleNamespace, **fields: Any) -> Proposal:
    about = {"element_kind": "theme", "element_key": world.theme.pk, "base_revision": 1, "values": {}}
    return Proposal(**about, author=world.version.created_by, created_at=NOW, **fields)


def an_attachment(world: SimpleNamespace, **fields: Any) -> Attachment:
    about = {"element_kind": "theme", "element_key": world.theme.pk, "size": 0, "uploaded_at": NOW}
    return Attachment(**{**about, "title": "Neu", "link": "https://example.org", **fields})


def a_concept(world: SimpleNamespace, **fields: Any) -> Concept:
    return Concept(strategy=world.strategy, kind=world.concept.kind, **{"title": "Neu", **fields})


def an_evaluated_concept(strategy: Strategy, goal: OperationalGoal) -> Concept:
    """A concept with a read file and two extracts that contradict each other; the goal is based on the first."""
    concept, job = make_concept(strategy), make_job("concept-reading")
    upload = ConceptFile.objects.create(concept=concept, job=job, file="x.pdf", size=1, uploaded_at=NOW)
    ConceptPage.objects.create(upload=upload, position=1, text="Text")
    first, second = make_extract(concept), make_extract(concept)
    ElementBasis.objects.create(extract=first, element_kind=goal.kind, element_key=goal.pk, added_at=NOW)
    Contradiction.objects.create(first=first, second=second, added_at=NOW)
    return concept


def a_feedback(**fields: Any) -> Feedback:
    return Feedback(**{"subject": "other", "text": "x", "email": "a@b.de", "received_at": NOW, **fields})


def a_declaration(**fields: Any) -> AccessibilityDeclaration:
    days = {"declared_on": NOW.date(), "automatic_on": NOW.date()}
    return AccessibilityDeclaration(
        **{"conformity": "full", "ombuds_link": "https://example.org/", **days, **fields}
    )


def a_sign_video(world: SimpleNamespace, **fields: Any) -> SignVideo:
    values = {"told": "strategy", "key": WHOLE, "title": "x", "link": "https://example.org/", "size": 0}
    return SignVideo(**{**values, "version": world.version, "uploaded_at": NOW, **fields})


def a_published_object(**fields: Any) -> PublishedObject:
    values = {"kind": "paper", "key": "2", "content": "{}", "created_at": NOW, "modified_at": NOW}
    return PublishedObject(**{**values, **fields})


def a_poll(world: SimpleNamespace, **fields: Any) -> Poll:
    values = {"kind": "question", "title": "Neu", "picks": 1, "created_at": NOW, **fields}
    return Poll(committee=world.committee, **values)


def make_goal_poll(goal: OperationalGoal, *, by: User) -> Poll:
    choice = Choice(kind=goal.kind, key=goal.pk, label="Ziel")
    return make_open_poll(make_steering_group("Kirchen"), by=by, kind="agreement", choices=[choice])


# Constraint -> what people read, and a row that violates this constraint alone.
def below_itself(department: Department) -> Department:
    department.parent_id = department.pk
    return department


EXAMPLES: dict[str, tuple[str, Callable[[SimpleNamespace], models.Model]]] = {
    **OF_THE_MONITORING,
    "table_import_undone_was_applied": (
        "Rückgängig gemacht wird nur, was übernommen ist.",
        lambda w: TableImport(kind="measures", job=w.job, created_at=NOW, undone_at=NOW),
    ),
    "table_import_applied_keeps_no_file": (
        "Nach dem Übernehmen bleibt die Datei nicht gespeichert.",
        lambda w: TableImport(kind="measures", job=w.job, created_at=NOW, applied_at=NOW, file="imports/x"),
    ),
    "import_row_line_unique": (
        "Diese Zeile gibt es schon.",
        lambda w: ImportRow(table_import=w.table_import, line=2, state="wrong", content={}),
    ),
    "remembered_head_unique": (
        "Die Spalten solcher Dateien sind schon zugeordnet.",
        lambda w: RememberedHead(
            kind="measures", key="x", headings=["X"], fields={"0": ""}, remembered_at=NOW
        ),
    ),
    "remembered_word_unique": (
        "Was dieses Wort heißt, ist schon gesagt.",
        lambda w: RememberedWord(
            kind="measures", name="funding", word="x", value="grants", remembered_at=NOW
        ),
    ),
    "put_away_once": (
        "Die Einführung ist schon weggelegt.",
        lambda w: PutAway(user=w.put_away.user, role=w.put_away.role),
    ),
    "user_email_lower_case": (
        "E-Mail-Adressen werden in Kleinbuchstaben gespeichert.",
        lambda w: User(email="Rat@example.org", name="Rat", password="x"),
    ),
    "user_role_known": (
        "Diese Rolle gibt es nicht.",
        lambda w: User(email="rat@example.org", name="Rat", password="x", role="king"),
    ),
    "user_left_is_inactive": (
        "Wer ausgeschieden ist, hat kein aktives Konto mehr.",
        lambda w: User(email="rat@example.org", name="Rat", password="x", left_at=NOW),
    ),
    "user_closed_is_inactive": (
        "Ein abgeschaltetes Konto ist nicht aktiv.",
        lambda w: User(email="rat@example.org", name="Rat", password="x", closed_at=NOW),
    ),
    "user_consent_is_dated": (
        "Zur Einwilligung gehört ihr Zeitpunkt.",
        lambda w: User(email="rat@example.org", name="Rat", password="x", name_consent=True),
    ),
    "version_file_made_once": (
        "Diese Datei gibt es schon.",
        lambda w: VersionFile(version=w.version, format="html", export=make_export()),
    ),
    "invitation_expires_after_sending": (
        "Eine Einladung gilt mindestens einen Augenblick.",
        lambda w: Invitation(user=w.version.created_by, token_hash="x", invited_at=NOW, expires_at=NOW),
    ),
    "first_invitation_is_the_only_one": (
        "Es gilt immer nur ein Link für die erste Person.",
        lambda w: FirstInvitation(pk=2, token_hash="x", made_at=NOW, expires_at=NOW + timedelta(hours=1)),
    ),
    "first_invitation_expires_later": (
        "Ein Link für die erste Person gilt mindestens einen Augenblick.",
        lambda w: FirstInvitation(token_hash="x", made_at=NOW, expires_at=NOW),
    ),
    "delivery_failed_says_why": (
        "Genau eine gescheiterte E-Mail sagt, warum.",
        lambda w: Delivery(to=w.version.created_by, subject="x", queued_at=NOW, state="failed"),
    ),
    "delivery_sent_has_moment": (
        "Genau eine verschickte E-Mail hat einen Zeitpunkt des Versands.",
        lambda w: Delivery(to=w.version.created_by, subject="x", queued_at=NOW, state="sent"),
    ),
    "job_ended_has_end": (
        "Genau ein beendeter Auftrag hat einen Zeitpunkt, an dem er endete.",
        lambda w: Job(kind="version-pdf", state="cancelled"),
    ),
    "job_failed_says_why": (
        "Genau ein gescheiterter Auftrag sagt, warum.",
        lambda w: Job(kind="version-pdf", state="failed", finished_at=NOW),
    ),
    "periodic_run_ended_was_started": (
        "Eine Aufgabe, die beendet ist, hat auch begonnen.",
        lambda w: PeriodicRun(name="x", ended_at=NOW),
    ),
    "periodic_run_failed_says_why": (
        "Eine gescheiterte Aufgabe sagt, wann und warum.",
        lambda w: PeriodicRun(name="x", failed_at=NOW),
    ),
    "alarm_kind_known": ("Diesen Grund gibt es nicht.", lambda w: Alarm(kind="x", since=NOW)),
    "job_running_was_started": (
        "Ein Auftrag, der läuft oder fertig ist, wurde begonnen.",
        lambda w: Job(kind="version-pdf", state="running"),
    ),
    "municipality_is_the_only_one": (
        "Eine Installation gehört zu genau einer Kommune.",
        lambda w: Municipality(pk=2, name="Nachbarstadt", ags="05999998"),
    ),
    "municipality_data_licence_known": (
        "Diese Lizenz steht für offene Daten nicht zur Wahl.",
        lambda w: Municipality(name="Nachbarstadt", ags="05999998", data_licence="cc-by-nc/4.0"),
    ),
    "strategy_target_year_plausible": (
        "Das Zieljahr liegt zwischen 1990 und 2100.",
        lambda w: a_strategy(w, target_year=2101),
    ),
    "strategy_period_plausible": (
        "Die Jahre des Zeitraums liegen zwischen 1990 und 2100.",
        lambda w: a_strategy(w, period_start=1989),
    ),
    "strategy_themes_in_order": (
        "Themenfelder sind 1 bis 30, und „höchstens“ ist nicht weniger als „mindestens“.",
        lambda w: a_strategy(w, themes_at_least=7),
    ),
    "strategy_period_ends_after_start": (
        "Der Zeitraum endet vor seinem Anfang.",
        lambda w: a_strategy(w, period_start=2030, period_end=2029),
    ),
    "amendment_number_unique": (
        "Diese Nummer ist schon vergeben.",
        lambda w: Amendment(paper=w.amendment.paper, number=1, **AN_AMENDMENT),
    ),
    "amendment_names_its_mover": (
        "Bitte nennen Sie das Gremium oder die Fraktion.",
        lambda w: Amendment(paper=w.paper, number=2, **{**AN_AMENDMENT, "mover": Mover.FACTION}),
    ),
    "amendment_addition_has_parent": (
        "Ein neues Element braucht einen Platz in der Strategie.",
        lambda w: Amendment(paper=w.paper, number=2, **{**AN_AMENDMENT, "kind": AmendmentKind.ADD}),
    ),
    "amendment_fate_once": (
        "Zu diesem Antrag ist schon ein Ergebnis eingetragen.",
        lambda w: AmendmentFate(
            amendment=w.amendment, resolution=w.amendment.fates.get().resolution, fate=Fate.ACCEPTED
        ),
    ),
    "paper_one_submitted": (
        "Es ist schon eine andere Vorlage in Beratung.",
        lambda w: a_paper(w, state=PaperState.SUBMITTED, submitted_version=w.version),
    ),
    "paper_of_report_fits_kind": (
        "Ein Umsetzungsbericht kommt als Mitteilung oder als Beschlussvorlage in die Gremien.",
        lambda w: a_paper(w, about=PaperSubject.REPORT, kind=PaperKind.MOTION),
    ),
    "paper_submitted_has_version": (
        "Zu einer eingebrachten Vorlage gehört die eingebrachte Fassung.",
        lambda w: a_paper(w, state=PaperState.REJECTED),
    ),
    "strategy_submission_is_dated": (
        "Zu einer Vorlage gehört der Zeitpunkt, an dem sie eingebracht wurde.",
        lambda w: a_strategy(w, submitted_paper="2021/0734"),
    ),
    "chapter_kind_unique": (
        "Dieses Kapitel gibt es schon.",
        lambda w: Chapter(strategy=w.strategy, chapter_kind="preface", position=99),
    ),
    "chapter_has_title": (
        "Ein eigenes Kapitel braucht eine Überschrift.",
        lambda w: Chapter(strategy=w.strategy, position=99),
    ),
    "chapter_position_unique": (
        "Diese Position ist schon vergeben.",
        lambda w: Chapter(strategy=w.strategy, title="Danksagung", position=1),
    ),
    "working_group_member_once": (
        "Diese Person gehört schon zu dieser Arbeitsgruppe.",
        lambda w: WorkingGroupMember(theme=w.theme, user=w.version.created_by, added_at=NOW),
    ),
    "proposal_decision_is_dated": (
        "Zu einer Entscheidung gehört ihr Zeitpunkt.",
        lambda w: a_proposal(w, status="accepted"),
    ),
    "proposal_declined_has_reason": (
        "Bitte begründen Sie, warum der Vorschlag abgelehnt wird.",
        lambda w: a_proposal(w, status="declined", decided_at=NOW),
    ),
    "proposal_names_place": (
        "Bitte wählen Sie, wohin es kommt.",
        lambda w: a_proposal(w, intent="move"),
    ),
    "proposal_removal_has_reason": (
        "Bitte begründen Sie, warum es entfernt werden soll.",
        lambda w: a_proposal(w, intent="removal"),
    ),
    "comment_only_threads_are_resolved": (
        "Erledigt wird ein Gespräch als Ganzes, nicht eine Antwort.",
        lambda w: Comment(
            thread=Comment.objects.get(),
            element_kind="theme",
            element_key=w.theme.pk,
            text="Neu",
            author=w.version.created_by,
            created_at=NOW,
            resolved_at=NOW,
        ),
    ),
    "editing_presence_once": (
        "Diese Person ist schon eingetragen.",
        lambda w: EditingPresence(
            subject="measure:1", user=EditingPresence.objects.get().user, since=NOW, seen_at=NOW
        ),
    ),
    "phase_closed_once": (
        "Diese Phase ist schon abgeschlossen.",
        lambda w: PhaseClosure(strategy=w.strategy, phase="themes", closed_at=NOW),
    ),
    "search_entry_once": (
        "Diese Zeile steht schon in der Suche.",
        lambda w: SearchEntry(kind="concept", key=str(w.concept.pk)),
    ),
    "search_miss_once_a_month": (
        "Dieses Wort steht in diesem Monat schon da.",
        lambda w: SearchMiss(
            word="zeppelin", month=SearchMiss.objects.create(word="zeppelin", month=date(2026, 11, 1)).month
        ),
    ),
    "search_miss_is_counted": (
        "Gezählt wird mindestens einmal.",
        lambda w: SearchMiss(word="zeppelin", month=date(2026, 12, 1), count=0),
    ),
    "feedback_has_text": ("Eine Rückmeldung hat einen Text.", lambda w: a_feedback(text="")),
    "feedback_names_its_page": (
        "Zu einer Seite gehören Adresse und Titel.",
        lambda w: a_feedback(path="/ziele/1/"),
    ),
    "feedback_answer_has_moment": (
        "Genau eine Antwort hat einen Zeitpunkt.",
        lambda w: a_feedback(answered_at=NOW),
    ),
    "feedback_state_fits_answer": (
        "Offen ist, was keine Antwort hat; beantwortet, was eine hat.",
        lambda w: a_feedback(state="answered"),
    ),
    "feedback_mail_has_answer_and_address": (
        "Verschickt wird eine Antwort an eine Adresse.",
        lambda w: a_feedback(email="", mail_state="sent", mail_queued_at=NOW, **AN_ANSWER),
    ),
    "feedback_mail_has_moment": (
        "Genau eine E-Mail hat einen Zeitpunkt, zu dem sie aufgegeben wurde.",
        lambda w: a_feedback(mail_state="sent", **AN_ANSWER),
    ),
    "feedback_failed_mail_says_why": (
        "Genau eine gescheiterte E-Mail sagt, warum.",
        lambda w: a_feedback(mail_state="failed", mail_queued_at=NOW, **AN_ANSWER),
    ),
    "published_feedback_is_whole": (
        "Veröffentlicht wird zu einer Seite, mit Rückmeldung und Antwort.",
        lambda w: PublishedFeedback(
            feedback=make_feedback(), path="", text="x", answer="x", published_at=NOW
        ),
    ),
    "library_source_address_once": (
        "Diese Adresse steht schon in der Bibliothek.",
        lambda w: LibrarySource(address=make_library_source(address="https://a.example/").address, job=w.job),
    ),
    "library_source_read_has_licence": (
        "Was gelesen ist, hat Kommune und Lizenz.",
        lambda w: LibrarySource(address="https://b.example/", job=w.job, municipality="Stadt Musterstadt"),
    ),
    "library_source_is_read_or_being_read": (
        "Eine Quelle ist gelesen oder wird gelesen.",
        lambda w: LibrarySource(address="https://c.example/"),
    ),
    "library_entry_position_once": (
        "An dieser Stelle steht schon ein Eintrag.",
        lambda w: LibraryEntry(
            source=make_library_source(address="https://d.example/"),
            position=0,
            kind="goal",
            number="1",
            title="x",
            folded="x",
            theme="x",
        ),
    ),
    "measure_origin_is_named": (
        "Zur Herkunft gehören Kommune und Lizenz.",
        lambda w: MeasureOrigin(
            measure=w.goal.measures.get(), title="x", licence="x", licence_url="x", read_on=NOW.date()
        ),
    ),
    "agreement_once": (
        "Das ist schon vermerkt.",
        lambda w: Agreement(
            first=Agreement.objects.create(first="a", second="b", wording="x", made_at=NOW).first,
            second="b",
            wording="y",
            made_at=NOW,
        ),
    ),
    "agreement_between_two": (
        "Eine Stelle widerspricht nicht sich selbst.",
        lambda w: Agreement(first="a", second="a", wording="x", made_at=NOW),
    ),
    "declaration_is_the_only_one": (
        "Eine Website hat genau eine Erklärung.",
        lambda w: a_declaration(pk=2),
    ),
    "declaration_manual_check_is_whole": (
        "Zur Prüfung von Hand gehören ein Tag und wer geprüft hat.",
        lambda w: a_declaration(manual_on=NOW.date()),
    ),
    "declaration_gaps_fit_result": (
        "Vollständig vereinbar ist genau eine Website, an der nichts fehlt. Nennen Sie sonst, was nicht "
        "barrierefrei ist.",
        lambda w: a_declaration(gaps="Alte Videos."),
    ),
    "translation_once": (
        "Diesen Text gibt es inzwischen schon. Bitte öffnen Sie ihn neu.",
        lambda w: Translation(
            wording="easy",
            told="strategy",
            key=Translation.objects.get_or_create(wording="easy", told="strategy", key=WHOLE)[0].key,
        ),
    ),
    "translation_has_subject": (
        "Dafür gibt es keinen solchen Text.",
        lambda w: Translation(wording="easy", told="measure", key=uuid4()),
    ),
    "translation_key_fits": (
        "Ein Text gehört zur ganzen Strategie oder zu einem Element.",
        lambda w: Translation(wording="easy", told="theme", key=WHOLE),
    ),
    "published_translation_says_something": (
        "Ein leerer Text wird nicht veröffentlicht.",
        lambda w: PublishedTranslation(
            translation=Translation.objects.create(wording="easy", told="theme", key=uuid4()),
            wording="easy",
            told="theme",
            key=uuid4(),
            revision=1,
            version=w.version,
            published_at=NOW,
        ),
    ),
    "sign_video_file_or_link": (
        "Ein Video ist entweder eine Datei oder ein Link.",
        lambda w: a_sign_video(w, link=""),
    ),
    "sign_video_link_is_https": (
        "Ein Link beginnt mit https://.",
        lambda w: a_sign_video(w, link="http://example.org/"),
    ),
    "sign_video_subtitles_of_file": (
        "Untertitel gehören zu einer Datei.",
        lambda w: a_sign_video(w, subtitles="x.vtt"),
    ),
    "sign_video_key_fits": (
        "Ein Video gehört zur ganzen Strategie oder zu einem Themenfeld.",
        lambda w: a_sign_video(w, key=uuid4()),
    ),
    "published_object_unique": (
        "Dieses Objekt gibt es schon.",
        lambda w: a_published_object(
            key=PublishedObject.objects.create(kind="paper", key="1", created_at=NOW, modified_at=NOW).key
        ),
    ),
    "published_object_deleted_is_empty": (
        "Von einem gelöschten Objekt bleibt kein Inhalt.",
        lambda w: a_published_object(deleted_at=NOW),
    ),
    "department_has_name": ("Bitte geben Sie den Namen an.", lambda w: Department(name="")),
    "department_short_name_unique": (
        "Diesen Kurznamen hat schon eine andere Stelle.",
        lambda w: Department(name="Andere", short_name=w.department.short_name),
    ),
    "department_not_below_itself": (
        "Eine Stelle kann nicht zu sich selbst gehören.",
        lambda w: below_itself(Department(name="Andere")),
    ),
    "department_ends_after_start": (
        "Die Stelle ist aufgelöst, bevor sie besteht.",
        lambda w: Department(
            name="Andere", active_from=NOW.date(), active_until=NOW.date() - timedelta(days=1)
        ),
    ),
    "concept_title_unique": (
        "Ein Konzept mit diesem Titel gibt es schon.",
        lambda w: a_concept(w, title=w.concept.title),
    ),
    "concept_valid_after_date": (
        "Das Konzept gilt nur bis zu einem Tag vor seinem Datum.",
        lambda w: a_concept(w, dated=NOW.date(), valid_until=NOW.date() - timedelta(days=1)),
    ),
    "concept_evaluation_is_dated": (
        "Zu einer abgeschlossenen Auswertung gehört ihr Zeitpunkt.",
        lambda w: a_concept(w, evaluation_status="evaluated"),
    ),
    "concept_page_position_unique": (
        "Diese Stelle ist schon besetzt.",
        lambda w: ConceptPage(upload=w.concept.upload, position=1, text="Neu"),
    ),
    "element_basis_once": (
        "Diese Fundstelle ist hier schon als Grundlage genannt.",
        lambda w: ElementBasis(
            extract=w.extracts[0], element_kind="measure", element_key=w.goal.pk, added_at=NOW
        ),
    ),
    "attachment_file_or_link": (
        "Eine Unterlage ist entweder eine Datei oder ein Link.",
        lambda w: an_attachment(w, file="x.pdf"),
    ),
    "attachment_link_is_https": (
        "Ein Link beginnt mit https://.",
        lambda w: an_attachment(w, link="http://example.org"),
    ),
    "attachment_of_programme": (
        "Unterlagen gibt es zu Themenfeldern, Zielen und Maßnahmen.",
        lambda w: an_attachment(w, element_kind="chapter"),
    ),
    "contradiction_once": (
        "Dieser Widerspruch ist schon vermerkt.",
        lambda w: Contradiction(first=w.extracts[0], second=w.extracts[1], added_at=NOW),
    ),
    "contradiction_between_two": (
        "Eine Fundstelle widerspricht nicht sich selbst.",
        lambda w: Contradiction(first=w.extracts[1], second=w.extracts[1], added_at=NOW),
    ),
    "theme_position_unique": (POSITION, lambda w: a_theme(w, decision="selected", position=1)),
    "theme_title_unique": (
        "Ein Themenfeld mit diesem Titel gibt es schon.",
        lambda w: a_theme(w, title=w.theme.title),
    ),
    "theme_selected_has_position": (
        "Genau die gewählten Themenfelder haben eine Position.",
        lambda w: a_theme(w, decision="selected"),
    ),
    "theme_not_selected_has_reason": (
        "Bitte begründen Sie, warum das Themenfeld nicht gewählt wird.",
        lambda w: a_theme(w, decision="not_selected"),
    ),
    "theme_merged_has_target": (
        "Genau die zusammengeführten Themenfelder haben ein Ziel.",
        lambda w: a_theme(w, decision="merged"),
    ),
    "strategic_goal_position_unique": (
        POSITION,
        lambda w: StrategicGoal(theme=w.theme, statement="Neu.", position=1),
    ),
    "operational_goal_position_unique": (POSITION, lambda w: a_goal(w, position=1)),
    "operational_goal_years_plausible": (YEARS, lambda w: a_goal(w, target_year=20255)),
    "operational_goal_target_after_baseline": (
        "Das Zieljahr liegt vor dem Jahr des Ausgangswerts.",
        lambda w: a_goal(w, baseline_year=2025, target_year=2024),
    ),
    "measure_position_unique": (POSITION, lambda w: a_measure(w, position=1)),
    "measure_years_plausible": (YEARS, lambda w: a_measure(w, end_year=2101)),
    "measure_ends_after_start": (
        "Das Ende liegt vor dem Beginn.",
        lambda w: a_measure(w, start_year=2025, end_year=2024),
    ),
    "measure_permanent_has_no_end": (
        "Eine dauerhafte Maßnahme hat kein Ende.",
        lambda w: a_measure(w, permanent=True, end_year=2025),
    ),
    "measure_amounts_not_negative": (
        "Bitte geben Sie keinen negativen Betrag ein.",
        lambda w: a_measure(w, investment=Decimal("-0.01")),
    ),
    "version_number_unique": ("Diese Nummer ist schon vergeben.", lambda w: a_version(w, number=1)),
    "version_adopted_has_date": (
        "Genau eine beschlossene Fassung hat ein Beschlussdatum.",
        lambda w: a_version(w, status="adopted"),
    ),
    "version_published_is_adopted": (
        "Nur eine beschlossene Fassung kann veröffentlicht werden.",
        lambda w: a_version(w, published_at=NOW),
    ),
    "committee_name_unique": (
        "Ein Gremium mit diesem Namen gibt es schon.",
        lambda w: Committee(name=w.committee.name, kind="council"),
    ),
    "seat_group_name_unique": (
        "Eine entsendende Gruppe mit diesem Namen gibt es schon.",
        lambda w: SeatGroup(name=w.voter.seat_group.name),
    ),
    "legislative_term_once": (
        "Eine Wahlperiode mit diesem Beginn gibt es schon.",
        lambda w: LegislativeTerm(name="x", starts_on=make_term().starts_on),
    ),
    "legislative_term_ends_after_start": (
        "Das Ende der Wahlperiode liegt vor ihrem Beginn.",
        lambda w: LegislativeTerm(name="x", starts_on=NOW.date(), ends_on=NOW.date()),
    ),
    "route_template_name_unique": (
        "Eine Beratungsfolge mit diesem Namen gibt es schon.",
        lambda w: RouteTemplate(name=make_route().name),
    ),
    "route_template_step_unique": (
        "Diese Stelle ist schon besetzt.",
        lambda w: RouteTemplateStep(
            template=make_route("", "Umwelt"), position=1, committee=w.committee, role="hearing"
        ),
    ),
    "membership_one_seat": (
        "Diese Person hat in diesem Gremium schon einen Sitz.",
        lambda w: a_seat(w, user=w.voter.user),
    ),
    "membership_ends_after_start": (
        "Das Ende der Mitgliedschaft liegt vor ihrem Beginn.",
        lambda w: a_seat(w, since=NOW.date(), until=NOW.date() - timedelta(days=1)),
    ),
    "meeting_ends_after_start": (
        "Das Ende der Sitzung liegt vor ihrem Beginn.",
        lambda w: a_meeting(w, ends_at=NOW),
    ),
    "meeting_has_a_place": (
        "Bitte nennen Sie einen Ort oder den Link zur Videokonferenz.",
        lambda w: a_meeting(w, place=""),
    ),
    "agenda_item_position_unique": (
        "Diese Nummer ist auf der Tagesordnung schon vergeben.",
        lambda w: AgendaItem(meeting=w.meeting, position=1, title="Neu"),
    ),
    "agenda_item_element_whole": (
        "Zu einem Ziel gehören Art und Schlüssel.",
        lambda w: AgendaItem(meeting=w.meeting, position=2, title="Neu", element_kind="measure"),
    ),
    "meeting_reply_once": (
        "Von dieser Person gibt es schon eine Rückmeldung.",
        lambda w: a_reply(w, user=a_reply_that_is_there(w).user),
    ),
    "meeting_reply_names_substitute": (
        "Bitte nennen Sie, wer Sie vertritt.",
        lambda w: a_reply(w, user=w.meeting.attendances.get().membership.user, answer="substitute"),
    ),
    "attendance_once": (
        "Für diese Person ist die Anwesenheit schon eingetragen.",
        lambda w: Attendance(
            meeting=w.meeting, membership=w.meeting.attendances.get().membership, status="absent"
        ),
    ),
    "poll_closes_after_opening": (
        "Die Abfrage schließt, bevor sie öffnet.",
        lambda w: a_poll(w, opens_at=NOW, closes_at=NOW),
    ),
    "poll_secret_is_not_live": (
        "Eine geheime Abfrage zeigt keinen Zwischenstand: Aus ihm ließe sich ablesen, wer wie stimmt.",
        lambda w: a_poll(w, secrecy="secret", results_live=True),
    ),
    "poll_rules_fit_kind": (
        "Bitte geben Sie an: Punkte je Mitglied, oder bis zu wie viele.",
        lambda w: a_poll(w, picks=None),
    ),
    "poll_seats_fit_kind": (
        "Bitte geben Sie an, wie viele Themenfelder gesucht werden.",
        lambda w: a_poll(w, kind="theme_selection"),
    ),
    "poll_option_position_unique": (
        "Diese Stelle ist schon besetzt.",
        lambda w: PollOption(poll=w.poll, position=1, label="Neu"),
    ),
    "poll_option_element_unique": (
        "Dieses Element steht schon zur Wahl.",
        lambda w: PollOption(
            poll=w.poll, position=2, label="Neu", element_kind="operational_goal", element_key=w.goal.pk
        ),
    ),
    "poll_option_element_whole": (
        "Zu einem Element gehören Art und Schlüssel.",
        lambda w: PollOption(poll=w.poll, position=2, label="Neu", element_kind="measure"),
    ),
    "voter_once": (
        "Diese Person ist schon stimmberechtigt.",
        lambda w: Voter(poll=w.poll, user=w.voter.user),
    ),
    "ballot_named_or_secret": (
        "Eine Stimme ist entweder namentlich oder geheim.",
        lambda w: Ballot(poll=w.poll, voter=w.voter, code_hash="0" * 64, answers={"1": 1}),
    ),
    "paper_reference_unique": (
        "Eine Vorlage mit dieser Nummer gibt es schon.",
        lambda w: Paper(version=w.version, reference=w.paper.reference, subject="Neu", created_at=NOW),
    ),
    "consultation_one_decision": (
        "Diese Vorlage hat schon ein entscheidendes Gremium.",
        lambda w: a_consultation(w, role=ConsultationRole.DECISION),
    ),
    "consultation_outcome_is_dated": (
        "Ein Ergebnis braucht das Datum der Sitzung.",
        lambda w: a_consultation(w, outcome="adopted", recorded_at=NOW),
    ),
    "resolution_has_outcome": (
        "Bitte wählen Sie ein Ergebnis.",
        lambda w: a_resolution(w, outcome="open"),
    ),
    "resolution_correction_has_reason": (
        "Bitte sagen Sie, warum der Eintrag berichtigt wird.",
        lambda w: a_resolution(w, corrects=make_resolution(w.paper.consultations.get())),
    ),
    "resolution_votes_whole": (
        "Zu den Ja-Stimmen gehören die Nein-Stimmen, und umgekehrt.",
        lambda w: a_resolution(w, outcome="noted", votes_yes=3),
    ),
    "resolution_adopted_by_majority": (
        "Zugestimmt hat ein Gremium nur mit mehr Ja- als Nein-Stimmen. "
        "Stimmengleichheit ist eine Ablehnung (§ 50 GO NRW).",
        lambda w: a_resolution(w, outcome="adopted_with_changes", votes_yes=5, votes_no=5),
    ),
    "resolution_rejected_by_majority": (
        "Mit mehr Ja- als Nein-Stimmen ist nichts abgelehnt (§ 50 GO NRW).",
        lambda w: a_resolution(w, outcome="rejected", votes_yes=6, votes_no=5),
    ),
    "faction_votes_once": (
        "Diese Fraktion steht schon in der Liste.",
        lambda w: FactionVote(resolution=a_resolution_with_factions(w), faction="SPD"),
    ),
    "measure_resolution_once": (
        "Zu dieser Vorlage ist schon ein Beschluss eingetragen.",
        lambda w: a_measure_resolution(w, reference=decided_measure(w).reference),
    ),
    "measure_resolution_decides": (
        "Ein Beschluss zu einer Maßnahme nimmt sie an oder lehnt sie ab.",
        lambda w: a_measure_resolution(w, outcome="noted"),
    ),
}


def constraint_names() -> list[str]:
    return [
        constraint.name
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    ]


def test_every_constraint_has_its_example() -> None:
    assert sorted(constraint_names()) == sorted(EXAMPLES)


def is_refused(row: models.Model) -> bool:
    """Say whether the database refuses a row. What it accepts is undone, so that examples stay apart."""
    try:
        with transaction.atomic():
            row.save()
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


def told(row: models.Model) -> list[str]:
    try:
        row.validate_constraints()
    except ValidationError as refusal:
        return refusal.messages
    return []


def test_constraints_are_held_by_the_database(world: SimpleNamespace) -> None:
    refused = {name: is_refused(example(world)) for name, (_sentence, example) in EXAMPLES.items()}
    assert refused == dict.fromkeys(EXAMPLES, True)


def test_constraints_tell_in_german_what_is_wrong(world: SimpleNamespace) -> None:
    sentences = {name: told(example(world)) for name, (_sentence, example) in EXAMPLES.items()}
    assert sentences == {name: [sentence] for name, (sentence, _example) in EXAMPLES.items()}


def test_constraints_of_several_parts_hold_in_each(world: SimpleNamespace) -> None:
    rows = [
        a_measure(world, start_year=1989),
        a_measure(world, staff_fte=Decimal(-1)),
        a_measure(world, annual_cost=Decimal(-1)),
        a_goal(world, baseline_year=1989),
        a_theme(world, position=7),
        a_theme(world, merged_into=world.theme),
        a_strategy(world, period_end=2101),
        a_version(world, adopted_on=NOW.date()),
        a_version(world, status="adopted", adopted_at=NOW),
        PeriodicRun(name="x", failure="Kein Platz."),
        Job(kind="version-pdf", finished_at=NOW),
        Job(kind="version-pdf", failure="Kein Platz."),
        Job(kind="version-pdf", state="done", finished_at=NOW),
        a_consultation(world, outcome="adopted", date=NOW.date()),
        a_consultation(world, recorded_at=NOW),
        a_proposal(world, decided_at=NOW),
        a_proposal(world, parent_key=world.theme.pk),
        a_proposal(world, intent="addition"),
        a_reply(world, substitute="Ada"),
        a_poll(world, closes_at=NOW),
        a_poll(world, points=5),
        a_poll(world, kind="agreement"),
        a_poll(world, kind="theme_selection", picks=None, points=0, seats=5),
        a_poll(world, kind="theme_selection", picks=None, seats=5),
        a_poll(world, seats=5),
        a_poll(world, kind="theme_selection", seats=0),
        PollOption(poll=world.poll, position=2, label="Neu", element_key=world.theme.pk),
        Ballot(poll=world.poll, answers={"1": 1}),
        a_feedback(answer="x", answered_at=NOW),
        a_feedback(page_title="Ziel 1"),
        a_feedback(mail_state="sent", mail_queued_at=NOW),
        PublishedFeedback(feedback=make_feedback(), path="/", text="x", answer="", published_at=NOW),
    ]
    assert [is_refused(row) for row in rows] == [True] * len(rows)


def test_constraints_allow_what_stands_at_their_edge(world: SimpleNamespace) -> None:
    rows = [
        a_measure(world, position=1, retired_at=NOW),
        a_measure(world, start_year=2025, end_year=2025, staff_fte=Decimal(0)),
        a_measure(world, start_year=1990, permanent=True),
        a_goal(world, baseline_year=2025, target_year=2025),
        a_theme(world, title=world.theme.title, retired_at=NOW),
        PhaseClosure(strategy=world.strategy, phase="themes", closed_at=NOW, reopened_at=NOW),
        a_consultation(world, role=ConsultationRole.HEARING),
        a_version(world, status="adopted", adopted_on=NOW.date(), adopted_at=NOW, published_at=NOW),
        a_feedback(state="closed"),
        a_feedback(state="closed", answer="x", answered_at=NOW),
        a_feedback(path="/", page_title="Start", email=""),
    ]
    assert [(is_refused(row), told(row)) for row in rows] == [(False, [])] * len(rows)
