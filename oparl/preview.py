"""The preview of a reading: what was found in the foreign interface beside the Beratungsfolge as it is now."""

from collections.abc import Mapping, Sequence
from datetime import date

from committees.bodies.models import Committee
from committees.council.models import Consultation
from committees.council.procedure_facts import route_facts
from oparl.foreign import ForeignStep
from oparl.matching import Proposal, proposals_for
from oparl.models import PaperReading
from oparl.reading_in import foreign_steps


def preview_of(
    reading: PaperReading,
    steps: Sequence[Consultation],
    *,
    committees: Sequence[Committee],
    chosen: Mapping[int, int],
    today: date,
) -> list[Proposal]:
    """The effects of taking over. `steps` are those of the paper in their order."""
    paper = reading.paper
    names = {committee.pk: committee.name for committee in committees}
    found = foreign_steps(reading)
    return proposals_for(
        found,
        route_facts(paper, steps),
        committees=names,
        municipality=paper.version.strategy.municipality.name,
        chosen=_for_all_of_a_body(found, {index: key for index, key in chosen.items() if key in names}),
        is_submitted=paper.is_submitted,
        version=paper.version.number,
        today=today,
    )


def _for_all_of_a_body(found: Sequence[ForeignStep], chosen: Mapping[int, int]) -> dict[int, int]:
    """What was chosen for one step, for every step whose body is called the same: a name is asked for once."""
    by_name = {found[index].body: key for index, key in chosen.items() if index < len(found)}
    return {index: by_name[step.body] for index, step in enumerate(found) if step.body in by_name}
