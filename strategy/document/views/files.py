"""All files of a version on one page: having them made, finding them again, excerpts."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from msgspec import Struct

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown
from editing.saving import FormPage
from exports.models import ExportFile
from strategy.document.actions.files import forget_files, order_version_file
from strategy.document.excerpts import Choice
from strategy.document.forms import ExcerptForm
from strategy.document.published import frozen_document
from strategy.document.rendering.formats import FORMATS, FileFormat, made_of
from strategy.models import StrategyVersion, VersionFile

# It has an order of its own, with a right of its own.
PDF = "pdf"
# They are made as quickly as they are sent.
DIRECT = {"docx": "strategy:version-docx", "json": "strategy:version-json"}


class Row(Struct, frozen=True):
    """A format of the whole version: the file, or the address that makes it at once, or why it cannot be had."""

    format: FileFormat
    export: ExportFile | None = None
    file: VersionFile | None = None
    address: str = ""
    missing: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether somebody may have it made now."""
        return self.export is None or not (self.export.is_there or self.export.is_under_way)


@require_http_methods(["GET", "HEAD", "POST"])
def version_files(request: SignedInRequest, number: int) -> HttpResponse:
    """The files of a version with size, state and progress; ordering an excerpt."""
    version = _version(request, number)
    page = FormPage(request, ExcerptForm(request.POST or None, document=frozen_document(version)))
    if page.is_valid():
        with page.saving():
            order_version_file(
                version=version,
                format=page.form.cleaned_data["format"],
                choice=page.form.chosen(),
                by=request.user,
            )
            messages.success(request, _("Der Auszug wird erstellt. Sie finden ihn unten bei den Auszügen."))
            return redirect("strategy:version-files", number)
    files = list(version.files.select_related("export__job"))
    outdated = set(_outdated(version, files))
    removable = set(version.files.removable_by(request.user).values_list("pk", flat=True))
    context = {
        "version": version,
        "rows": list(_rows(version, [file for file in files if file.pk not in outdated])),
        "excerpts": [file for file in files if file.is_excerpt],
        "outdated": outdated,
        "removable": removable,
        "space": _space(version, files),
        "can_order_pdf": request.user.has_right(Right.FREEZE_VERSIONS),
    }
    return page.answer("strategy/document/version_files.html", context)


@require_POST
def version_file_order(request: SignedInRequest, number: int, format: str) -> HttpResponse:
    """Have the whole version made in a format that the page offers for this."""
    version = _version(request, number)
    if format not in FORMATS or format == PDF or format in DIRECT:
        raise Http404
    with refusal_shown(request):
        order_version_file(version=version, format=format, choice=Choice(), by=request.user)
    return redirect("strategy:version-files", number)


@require_POST
def version_file_remove(request: SignedInRequest, number: int, pk: int) -> HttpResponse:
    """Remove a file; it can be made again at any time."""
    files = VersionFile.objects.removable_by(request.user).select_related("export__job")
    forget_files([get_object_or_404(files, version__number=number, pk=pk)])
    messages.success(request, _("Die Datei ist entfernt. Sie lässt sich jederzeit neu erstellen."))
    return redirect("strategy:version-files", number)


def _rows(version: StrategyVersion, files: Iterable[VersionFile]) -> Iterable[Row]:
    whole = {file.format: file for file in files if not file.is_excerpt}
    for name, format in FORMATS.items():
        if name == PDF:
            yield Row(format=format, export=version.pdf_file)
        elif name in DIRECT:
            yield Row(format=format, address=DIRECT[name])
        else:
            file = whole.get(name)
            yield Row(
                format=format, export=file.export if file else None, file=file, missing=format.missing()
            )


def _outdated(version: StrategyVersion, files: Iterable[VersionFile]) -> Iterator[int]:
    """The keys of files that were made of another adoption or another way through the bodies than today's."""
    states = {name: made_of(version, FORMATS[name]) for name in {file.format for file in files}}
    yield from (file.pk for file in files if file.made_of != states[file.format])


def _space(version: StrategyVersion, files: Iterable[VersionFile]) -> int:
    """The bytes that the files of a version take."""
    exports = [version.pdf_file, *(file.export for file in files)]
    return sum(export.file.size for export in exports if export is not None and export.is_there)


def _version(request: SignedInRequest, number: int) -> StrategyVersion:
    versions = StrategyVersion.objects.readable_by(request.user).without_content()
    return get_object_or_404(versions.select_related("strategy", "pdf_file__job"), number=number)
