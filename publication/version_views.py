"""The published versions under their numbers: these pages stay, and what they show never changes."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publication import lookup
from publication.current import published_or_404, published_version_or_404, published_versions
from publication.finished_pages import kept
from publication.pages import finished, page, pdf_of
from strategy.document.figures import theme_figures
from strategy.document.rendering.formats import FORMATS, made_once_of, source_of
from strategy.document.rendering.pdf import filename


@kept()
@login_not_required
@require_safe
def version_list(request: HttpRequest) -> HttpResponse:
    """All published versions, the one of today first."""
    return page(
        request, "publication/version_list.html", published_or_404(), {"versions": published_versions()}
    )


@kept()
@login_not_required
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its theme fields, its files, and who decided it."""
    current, shown = published_or_404(), published_version_or_404(number)
    older = [one for one in published_versions() if one.number < number]
    context = {
        "shown": shown,
        "figures": [theme_figures(theme) for theme in shown.document.themes],
        "pdf": finished(shown.version.pdf_file),
        "before": older[0] if older else None,
    }
    return page(request, "publication/version.html", current, context)


@kept()
@login_not_required
@require_safe
def version_theme(request: HttpRequest, number: int, theme: str) -> HttpResponse:
    """A theme field as a version has it, with all goals and measures on one page."""
    current, shown = published_or_404(), published_version_or_404(number)
    found = lookup.find_theme(shown.document, theme)
    if found is None:
        raise Http404(f"No theme field {theme}")
    before, after = lookup.neighbours(shown.document, found)
    context = {"shown": shown, "theme": found, "before": before, "after": after}
    return page(request, "publication/version_theme.html", current, context)


@login_not_required
@require_safe
def version_pdf(request: HttpRequest, number: int) -> HttpResponse | FileResponse:
    """The PDF of a version."""
    return pdf_of(request, published_or_404(), published_version_or_404(number).version.pdf_file)


@login_not_required
@require_safe
def version_html(request: HttpRequest, number: int) -> HttpResponse:
    """A version as one HTML file, to keep and to read without a net."""
    return _readable(number, "html")


@login_not_required
@require_safe
def version_epub(request: HttpRequest, number: int) -> HttpResponse:
    """A version as an e-book."""
    return _readable(number, "epub")


def _readable(number: int, name: str) -> HttpResponse:
    version, chosen = published_version_or_404(number).version, FORMATS[name]
    saved_as = f"{filename(version).removesuffix('.pdf')}.{chosen.ending}"
    # The file has styles of its own, which the policy of our pages would refuse: it is saved, not shown.
    return HttpResponse(
        made_once_of(source_of(version, chosen), name),
        content_type=chosen.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{saved_as}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@kept()
@login_not_required
@require_safe
def version_json(request: HttpRequest, number: int) -> HttpResponse:
    """The frozen document itself, byte for byte what its checksum was made of."""
    content = published_version_or_404(number).version.content
    return HttpResponse(content, content_type="application/json")
