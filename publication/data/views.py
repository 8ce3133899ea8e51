"""The open data: the page that lists them, their files, their catalogue."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from rdflib import Graph

from publication.current import published_or_404, published_version_or_404
from publication.data.access import for_every_site
from publication.data.dcat.catalogue import catalogue, json_ld, turtle
from publication.data.files import data_file, download_schema
from publication.data.kinds import CONTENT_TYPES, KINDS, DataKind, Format
from publication.data.licences import licence_of
from publication.data.offers import all_offers
from publication.finished_pages import kept
from publication.pages import page


@kept()
@login_not_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All open data with size, day and licence, and the ways for programs."""
    current = published_or_404()
    context = {
        "versions": all_offers(),
        "licence": licence_of(current.version.strategy.municipality),
    }
    return page(request, "publication/data.html", current, context)


@kept()
@for_every_site
def file(request: HttpRequest, number: int, kind: str, form: str) -> HttpResponse:
    """A file of a published version. Raises Http404 for a kind or format that there is not."""
    published = published_version_or_404(number)
    if kind not in list(DataKind) or form not in KINDS[DataKind(kind)].formats:
        raise Http404(f"No data {kind}.{form}")
    made = data_file(published, DataKind(kind), Format(form))
    licence = licence_of(published.version.strategy.municipality)
    return HttpResponse(
        made.content,
        content_type=CONTENT_TYPES[made.format],
        headers={"Link": licence.link, "Accept-Ranges": "bytes"},
    )


@kept()
@for_every_site
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the files with a whole strategy."""
    return JsonResponse(download_schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})


@kept()
@for_every_site
def catalogue_turtle(request: HttpRequest) -> HttpResponse:
    """The catalogue by DCAT-AP.de as Turtle."""
    return _catalogue(turtle, "text/turtle; charset=utf-8")


@kept()
@for_every_site
def catalogue_json_ld(request: HttpRequest) -> HttpResponse:
    """The catalogue by DCAT-AP.de as JSON-LD."""
    return _catalogue(json_ld, "application/ld+json")


def _catalogue(write: Callable[[Graph], bytes], content_type: str) -> HttpResponse:
    licence = licence_of(published_or_404().version.strategy.municipality)
    headers = {"Link": licence.link, "Accept-Ranges": "bytes"}
    return HttpResponse(write(catalogue(all_offers())), content_type=content_type, headers=headers)
