"""The strategy as XLSX, for whoever works on with its figures."""

from datetime import datetime

from django.utils.translation import gettext as _

from exports.workbooks import About, write_workbook
from strategy.document.document import StrategyDocument
from strategy.document.rendering.pdf import Edition
from strategy.document.rendering.tables import goal_sheet, measure_sheet


def document_workbook(document: StrategyDocument, edition: Edition, *, at: datetime) -> bytes:
    """Write goals and measures on one sheet each."""
    facts = [(_("Fassung"), edition.label), (_("Stand"), edition.state)]
    if document.excerpt:
        facts += [(_("Auszug"), document.excerpt.label), (_("Nicht enthalten"), document.excerpt.left_out)]
    about = About(
        title=f"{document.title}, {edition.label}",
        author=document.municipality.full_name,
        at=at,
        facts=tuple(facts),
    )
    return write_workbook([goal_sheet(document), measure_sheet(document)], about=about)
