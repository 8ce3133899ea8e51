"""The OParl 1.1 interface. What is read here was published before (publishing.py): no view decides what is public."""

import json

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from accounts.mail import absolute_url
from oparl.addresses import (
    BODY_LISTS,
    CONTENT,
    DOWNLOAD,
    ORGANIZATION_LISTS,
    ROOT,
    THE_ONLY_ONE,
    list_path,
    object_path,
)
from oparl.answers import NotThere, answering, content
from oparl.choices import ObjectKind
from oparl.documents import from_text, head, without_inner_lists
from oparl.listing import links_of, pagination_of, question_of
from oparl.models import PublishedObject


@answering
def system(request: HttpRequest) -> HttpResponseBase:
    """The System, where every client begins."""
    return content(request, _document(_found(ObjectKind.SYSTEM, THE_ONLY_ONE)))


@answering
def published_object(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """One object; of one that is not public any more only that it was there."""
    if kind == ObjectKind.SYSTEM:
        raise NotThere
    return content(request, _document(_found(kind, key)))


@answering
def body_list(request: HttpRequest) -> HttpResponseBase:
    """The list of Bodies, which holds the one municipality."""
    return _page(request, ObjectKind.BODY, list_path(ObjectKind.BODY))


@answering
def list_of_body(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All objects of one kind."""
    if kind not in BODY_LISTS.values():
        raise NotThere
    return _page(request, ObjectKind(kind), list_path(ObjectKind(kind)))


@answering
def list_of_organization(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """The meetings or consultations of one body."""
    if kind not in ORGANIZATION_LISTS.values():
        raise NotThere
    body = _found(ObjectKind.ORGANIZATION, key)
    path = list_path(ObjectKind(kind), of=ObjectKind.ORGANIZATION, key=body.key)
    return _page(request, ObjectKind(kind), path, organization=body.key)


@answering
def file_content(request: HttpRequest, key: str, way: str) -> HttpResponseBase:
    """A file, to be shown (`content`) or to be saved (`download`)."""
    if way not in (CONTENT, DOWNLOAD):
        raise NotThere
    published = _found(ObjectKind.FILE, key)
    if published.deleted_at is not None:
        raise NotThere(gone=True)
    stored, facts = published.stored, json.loads(published.content)
    etag, changed = f'"{stored.sha512[:32]}"', int(published.modified_at.timestamp())
    not_modified = get_conditional_response(request, etag=etag, last_modified=changed)
    if not_modified is not None:
        return not_modified
    try:
        file = stored.open()
    except FileNotFoundError as missing:
        raise NotThere from missing
    return FileResponse(
        file,
        as_attachment=way == DOWNLOAD,
        filename=facts["fileName"],
        content_type=facts["mimeType"],
        headers={"ETag": etag, "Last-Modified": http_date(changed), "X-Content-Type-Options": "nosniff"},
    )


@answering
def elsewhere(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Any other address: with a slash too many or too few the way to the right one, else nothing."""
    if path and not path.endswith("/"):
        raise NotThere
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(ROOT + path.strip("/") + (f"?{query}" if query else ""))


def _found(kind: str, key: str) -> PublishedObject:
    row = PublishedObject.objects.select_related("stored").filter(kind=kind, key=key).first()
    if row is None:
        raise NotThere
    return row


def _document(row: PublishedObject) -> dict[str, object]:
    """The whole object as JSON values, with whole addresses."""
    fields: dict[str, object] = (
        from_text(row.content, absolute_url) if row.deleted_at is None else {"deleted": True}
    )
    begin = head(row.kind, row.key, created=row.created_at, modified=row.modified_at)
    return {**begin, "id": absolute_url(object_path(ObjectKind(row.kind), row.key)), **fields}


def _page(request: HttpRequest, kind: ObjectKind, path: str, **belonging: str) -> HttpResponseBase:
    question = question_of(request.GET)
    since = question.filters.get("modified_since")
    rows = PublishedObject.objects.listed(kind, modified_since=since).within(question.filters)
    rows = rows.filter(**belonging)
    pagination = pagination_of(question, rows.count())
    first = (question.page - 1) * question.limit
    data = [_document(row) for row in rows[first : first + question.limit]]
    if question.omit_internal:
        data = [without_inner_lists(found) for found in data]
    links = links_of(question, pagination, absolute_url(path))
    return content(request, {"data": data, "pagination": pagination, "links": links})
