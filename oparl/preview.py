"""The preview of a reading: what was found in the foreign interface beside the Beratungsfolge as it is now."""

from collections.abc import Mapping, Sequence
from datetime import date

from committees.bodies.models import Committee
from committees.council.models import Consultation
from committees.council.procedure_facts import route_facts
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
    return proposals_for(
        foreign_steps(reading),
        route_facts(paper, steps),
        committees=names,
        municipality=paper.version.strategy.municipality.name,
        chosen={index: key for index, key in chosen.items() if key in names},
        is_submitted=paper.is_submitted,
        version=paper.version.number,
        today=today,
    )
