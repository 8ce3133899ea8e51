"""The interface for programs: lists and objects of what is published, to be read by everybody.

Each answer carries its licence. What is asked wrongly, or is not there, is answered as a problem (RFC 9457).
"""

import math
from collections.abc import Callable, Sequence
from functools import wraps

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from publication.api.addresses import list_url, page_url
from publication.api.description import description
from publication.api.items import Entrance, Listing, ResourceLink, Single
from publication.api.living_items import version_items
from publication.api.parameters import PAGE, PAGE_SIZE, SIZE, VERSION, Parameter, read_query
from publication.api.problems import Refused, malformed, missing, problem, read_only
from publication.api.resources import ALL_PARAMETERS, BY_NAME, RESOURCES, AnItem, Resource, Value
from publication.current import Published, published, published_version_or_404
from publication.data.access import View, for_every_site
from publication.data.licences import Licence, licence_of
from publication.finished_pages import kept

JSON = "application/json"
VERSIONS = "versions"


def answering(view: View) -> View:
    """A view of the interface: refusals become problems."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return problem(refusal.status, str(refusal))

    answered = for_every_site(answer, refuse=read_only)
    vars(answered)["malformed"] = malformed
    return answered


def _current() -> Published:
    current = published()
    if current is None:
        raise missing(_("Hier ist noch keine Strategie veröffentlicht."))
    return current


def _version(asked: dict[str, Value]) -> Published:
    return _numbered(int(asked[VERSION.name])) if VERSION.name in asked else _current()


def _numbered(number: int) -> Published:
    try:
        return published_version_or_404(number)
    except Http404:
        raise missing(_("Eine veröffentlichte Fassung %d gibt es nicht.") % number) from None


def _resource(name: str) -> Resource:
    if name not in BY_NAME:
        names = ", ".join((VERSIONS, *BY_NAME))
        raise missing(
            _("Eine Liste „%(name)s“ gibt es nicht. Es gibt: %(names)s.") % {"name": name, "names": names}
        )
    return BY_NAME[name]


def _json(content: object, licence: Licence) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(content), content_type=JSON, headers={"Link": licence.link})


def _licence(current: Published) -> Licence:
    return licence_of(current.version.strategy.municipality)


@kept(strictly=True)
@answering
def entrance(request: HttpRequest) -> HttpResponse:
    """The lists that there are, and where they are described."""
    read_query(request.GET, ())
    current = _current()
    lists = [(VERSIONS, _("Alle veröffentlichten Fassungen."))]
    lists += [(resource.name, resource.about) for resource in RESOURCES]
    found = Entrance(
        title=current.document.title,
        municipality=current.document.municipality.full_name,
        municipality_key=current.document.municipality.ags,
        licence=_licence(current),
        current_version=current.version.number,
        page=page_url("data"),
        description=page_url("api-description"),
        catalogue=page_url("catalogue-turtle"),
        resources=tuple(ResourceLink(name=name, url=list_url(name), about=about) for name, about in lists),
    )
    return _json(found, found.licence)


@kept(strictly=True)
@answering
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the interface (OpenAPI 3.1)."""
    read_query(request.GET, ())
    return HttpResponse(msgspec.json.encode(description()), content_type=JSON)


@kept(PAGE.name, SIZE.name, strictly=True)
@answering
def versions(request: HttpRequest) -> HttpResponse:
    """All published versions, the one of today first."""
    asked = read_query(request.GET, (PAGE, SIZE))
    current = _current()
    return _page_of(list(version_items(current)), asked, VERSIONS, None, _licence(current))


@kept(strictly=True)
@answering
def version(request: HttpRequest, number: int) -> HttpResponse:
    """A published version: who decided it, and its files."""
    read_query(request.GET, ())
    shown = _numbered(number)
    item = next(each for each in version_items(shown) if each.number == number)
    licence = _licence(shown)
    return _json(Single(licence=licence, version=number, item=item), licence)


@kept(strictly=True)
@answering
def document(request: HttpRequest, number: int) -> HttpResponse:
    """The frozen document of a version, byte for byte what its sum was made of."""
    read_query(request.GET, ())
    shown = _numbered(number)
    return HttpResponse(
        shown.version.content,
        content_type=JSON,
        headers={"Link": _licence(shown).link, "Accept-Ranges": "bytes"},
    )


@kept(VERSION.name, *ALL_PARAMETERS, PAGE.name, SIZE.name, strictly=True)
@answering
def listing(request: HttpRequest, resource: str) -> HttpResponse:
    """A page of a list, narrowed by what the query says."""
    wanted = _resource(resource)
    asked = read_query(request.GET, _parameters_of(wanted))
    shown = _version(asked)
    rows = wanted.narrowed(wanted.rows(shown), asked)
    return _page_of(rows, asked, resource, shown.version.number, _licence(shown))


def _parameters_of(resource: Resource) -> tuple[Parameter, ...]:
    return (VERSION, *resource.parameters, PAGE, SIZE)


def _page_of(
    rows: Sequence[AnItem], asked: dict[str, Value], name: str, version: int | None, licence: Licence
) -> HttpResponse:
    number, size = int(asked.get(PAGE.name, 1)), int(asked.get(SIZE.name, PAGE_SIZE))
    pages = max(1, math.ceil(len(rows) / size))
    if number > pages:
        raise missing(_("Die Liste hat nur %(pages)d Seiten.") % {"pages": pages})

    def address(page: int) -> str | None:
        query = {key: str(value) for key, value in {**asked, PAGE.name: page}.items()}
        return list_url(name, query) if 1 <= page <= pages else None

    content = Listing(
        licence=licence,
        version=version,
        total=len(rows),
        page=number,
        pages=pages,
        next=address(number + 1),
        previous=address(number - 1),
        items=tuple(rows[(number - 1) * size : number * size]),
    )
    return _json(content, licence)


@kept(VERSION.name, strictly=True)
@answering
def item(request: HttpRequest, resource: str, key: str) -> HttpResponse:
    """One object of a list."""
    if resource == VERSIONS:
        raise missing(_("Eine veröffentlichte Fassung „%s“ gibt es nicht.") % key)
    wanted = _resource(resource)
    shown = _version(read_query(request.GET, (VERSION,)))
    names: Callable[[AnItem], str] | None = wanted.key
    found = next((each for each in wanted.rows(shown) if names and names(each) == key), None)
    if found is None:
        raise missing(
            _("In „%(list)s“ gibt es „%(key)s“ nicht, jedenfalls nicht in Fassung %(version)d.")
            % {"list": resource, "key": key, "version": shown.version.number}
        )
    licence = _licence(shown)
    return _json(Single(licence=licence, version=shown.version.number, item=found), licence)


@answering
def elsewhere(request: HttpRequest, path: str) -> HttpResponse:
    """Whatever lies below the interface and is nothing; who forgot the last slash of a list is led on."""
    if path.partition("/")[0] in (VERSIONS, *BY_NAME) and not path.endswith("/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    raise missing(_("Unter dieser Adresse gibt es nichts. Alle Listen nennt %s.") % page_url("api"))
