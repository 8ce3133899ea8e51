"""The plain layout: WeasyPrint's own way from end to end. The engine is compared with it, and it can be set."""

from collections.abc import Callable

from weasyprint import HTML

from exports.typesetting.mending import mend_structure
from exports.typesetting.styles import inline_data_only, print_styles
from exports.typesetting.weasyprint_inside import reporting_pages_to


def in_one_pass(html: str, stylesheet: str, on_page: Callable[[int], None]) -> bytes:
    """Lay out a whole document and write it."""
    styles, fonts = print_styles(stylesheet)
    with reporting_pages_to(on_page):
        return bytes(
            HTML(string=html, url_fetcher=inline_data_only()).write_pdf(
                stylesheets=[styles],
                font_config=fonts,
                finisher=mend_structure,
                pdf_variant="pdf/ua-1",
                # The number that a list begins with.
                presentational_hints=True,
                optimize_images=True,
            )
        )
