"""What a printed measure says about people and money, one fact a line. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editing.amounts import euro, number
from strategy.choices import Funding, ResolutionStatus
from strategy.document.document import MeasureEntry


def people_lines(measure: MeasureEntry) -> str:
    """With whom and for whom a measure is done, one fact a line."""
    lines = (
        measure.together_with and _("mit %(partners)s") % {"partners": measure.together_with},
        measure.target_group and _("für %(group)s") % {"group": measure.target_group},
        measure.sdg_targets and "SDG " + ", ".join(measure.sdg_targets),
    )
    return "\n".join(line for line in lines if line)


def cost_lines(measure: MeasureEntry) -> str:
    """Kind, costs and funding of a measure, one fact a line: a paragraph each would cost typesetting time."""
    reservation = measure.resolution_status
    lines = [str(measure.measure_kind.label)]
    if reservation != ResolutionStatus.PROPOSED:
        lines.append(str(reservation.label))
    if measure.annual_cost is not None:
        lines.append(_("%(amount)s im Jahr") % {"amount": euro(measure.annual_cost)})
    if measure.investment or (measure.investment is not None and measure.annual_cost is None):
        lines.append(_("%(amount)s einmalig") % {"amount": euro(measure.investment)})
    if measure.annual_cost is None and measure.investment is None:
        lines.append(_("Kosten noch offen"))
    lines += map(str, measure.yearly_costs)
    lines += (
        map(str, measure.funding_sources) if measure.funding_sources else [_funding_words(measure.funding)]
    )
    if measure.staff_fte:
        lines.append(
            ngettext("%(number)s Stelle", "%(number)s Stellen", 1 if measure.staff_fte == 1 else 2)
            % {"number": number(measure.staff_fte)}
        )
    if measure.budget_product:
        lines.append(_("Produkt %(product)s") % {"product": measure.budget_product})
    return "\n".join(lines)


def _funding_words(funding: Funding | None) -> str:
    # Words that read on from an amount: 12.000 € im Jahr / aus Fördermitteln.
    if funding is None:
        return _("Finanzierung noch offen")
    return {
        Funding.BUDGET: _("aus dem Haushalt"),
        Funding.GRANTS: _("aus Fördermitteln"),
        Funding.THIRD_PARTY: _("durch Dritte"),
        Funding.UNCLEAR: _("Finanzierung ungeklärt"),
    }[funding]
