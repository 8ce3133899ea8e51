"""The sheet of a concept as PDF/UA-1, for a department that has no account."""

from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from exports.typesetting import typeset
from strategy.inventory.concept_sheet import ConceptSheet
from strategy.models import Strategy

STYLESHEET = "print/concept_sheet.css"
# The longest sheets take about ten seconds: an extract is a block of its own, letters are cheap.
EXTRACTS_AT_MOST, LETTERS_AT_MOST = 150, 150_000


def concept_sheet_pdf(sheet: ConceptSheet, strategy: Strategy, today: date) -> bytes:
    """Typeset a sheet. Raises RuleBroken if it is too much to print while somebody waits."""
    letters = sum(len(line.extract.quotation) + len(line.extract.set_aside_reason) for line in sheet.lines)
    if len(sheet.lines) > EXTRACTS_AT_MOST or letters > LETTERS_AT_MOST:
        raise RuleBroken(_("Dieses Blatt ist für ein PDF zu umfangreich. Drucken Sie die Seite im Browser."))
    return typeset(concept_sheet_html(sheet, strategy, today), stylesheet=STYLESHEET)


def concept_sheet_html(sheet: ConceptSheet, strategy: Strategy, today: date) -> str:
    context = {"sheet": sheet, "strategy": strategy, "municipality": strategy.municipality, "today": today}
    return render_to_string("strategy/inventory/print/concept_sheet.html", context)
