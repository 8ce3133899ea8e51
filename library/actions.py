"""Adding, reading and removing sources of the library, and copying a measure from it."""

from datetime import date
from typing import cast

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from files.destinations import Refusal, destination_of
from jobs.actions import order
from jobs.models import Job
from library import tasks
from library.foreign_files import read_file
from library.models import LibraryEntry, LibrarySource
from library.storing import store
from strategy.actions.elements import create_element
from strategy.models import Measure, MeasureOrigin, OperationalGoal, SdgTarget


@transaction.atomic
def add_address(*, address: str, by: User) -> LibrarySource:
    """Have the strategy behind an address read. Raises RuleBroken for what is no web address, or one that is there."""
    try:
        destination_of(address)
    except Refusal as refusal:
        raise RuleBroken(str(refusal)) from refusal
    try:
        with transaction.atomic():
            return LibrarySource.objects.create(address=address, job=_order(by))
    except IntegrityError:
        raise RuleBroken(_("Diese Adresse steht schon in der Bibliothek.")) from None


@transaction.atomic
def add_file(*, content: bytes, day: date) -> LibrarySource:
    """Take a strategy from an uploaded file; what came from the same municipality as a file before is replaced.

    Raises RuleBroken for a file that is no strategy in our format, or may not be copied from.
    """
    strategy = read_file(content)
    source = LibrarySource()
    store(source, strategy, day=day)
    former = LibrarySource.objects.filter(address="", municipality=source.municipality).exclude(pk=source.pk)
    former.delete()
    return source


@transaction.atomic
def read_again(*, source: LibrarySource, by: User) -> LibrarySource:
    """Read an address anew; what was read stays until then.

    Raises RuleBroken for a file, and while a worker is at it.
    """
    current = _locked(source)
    if current.job is None:
        raise RuleBroken(_("Diese Strategie kam als Datei. Laden Sie dafür eine neue Datei hoch."))
    if current.job.is_under_way:
        raise RuleBroken(_("Diese Strategie wird gerade gelesen."))
    former, current.job = current.job, _order(by)
    current.save()
    former.delete()
    return current


@transaction.atomic
def remove_source(*, source: LibrarySource) -> None:
    """Take a source with its entries out of the library; what was copied stays. Raises RuleBroken while it is read."""
    current = _locked(source)
    if current.job is not None and current.job.is_under_way:
        raise RuleBroken(_("Diese Strategie wird gerade gelesen. Brechen Sie das Lesen zuerst ab."))
    job = current.job
    current.delete()
    if job is not None:
        job.delete()


@transaction.atomic
def copy_measure(*, entry: LibraryEntry, goal: OperationalGoal, by: User) -> Measure:
    """Make a draft below a goal with the text of a measure of the library, and name where it comes from.

    Raises RuleBroken when the goal was removed, or the source read anew meanwhile.
    """
    current = (
        LibraryEntry.objects.select_related("source")
        .select_for_update(of=("self",))
        .filter(pk=entry.pk)
        .first()
    )
    if current is None:
        raise RuleBroken(
            _("Diese Quelle wurde inzwischen neu gelesen. Suchen Sie die Maßnahme bitte noch einmal.")
        )
    measure = create_element(model=Measure, parent=goal, values=_values(current), by=by)
    source = current.source
    MeasureOrigin.objects.create(
        measure=measure,
        municipality=source.municipality,
        title=current.title,
        address=source.file_address,
        licence=source.licence,
        licence_url=source.licence_url,
        attribution=source.attribution,
        # Nothing is stored of what was not read.
        read_on=cast("date", source.read_on),
        goes_back_to=current.adapted_from,
    )
    return measure


def _values(entry: LibraryEntry) -> dict[str, object]:
    """What is taken over: the texts. Who does it, when and for how much is our own matter."""
    codes = entry.sdg_targets.split(", ") if entry.sdg_targets else []
    return {
        "title": entry.title[:200],
        "description": entry.text,
        "target_group": entry.target_group,
        "sdg_targets": list(SdgTarget.objects.filter(pk__in=codes)),
    }


def _locked(source: LibrarySource) -> LibrarySource:
    found = (
        LibrarySource.objects.select_for_update(of=("self",))
        .select_related("job")
        .filter(pk=source.pk)
        .first()
    )
    if found is None:
        raise RuleBroken(_("Diese Quelle wurde inzwischen entfernt."))
    return found


def _order(by: User) -> Job:
    return order(tasks.LibraryReading, by=by, word=_("Die Strategie wird gelesen"))
