"""What is remembered about files of a kind: seen, and forgotten."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from strategy.views.access import current_strategy
from tables.kinds.kind import Kind
from tables.memory_page import heads_view, words_view
from tables.models import RememberedHead, RememberedWord
from tables.vocabulary import current_lists


@require_safe
def import_memory(request: SignedInRequest, kind: Kind) -> HttpResponse:
    """The assignments of columns and the words that were kept when rows were taken over."""
    _require_import(request, kind)
    columns = kind.columns(current_lists())
    context = {"kind": kind, "heads": heads_view(kind, columns), "words": words_view(kind, columns)}
    return render(request, "tables/import_memory.html", context)


@require_POST
def forget_head(request: SignedInRequest, kind: Kind, pk: int) -> HttpResponse:
    """Forget how the columns of some files were assigned."""
    _require_import(request, kind)
    get_object_or_404(RememberedHead, kind=kind.choice, pk=pk).delete()
    messages.success(
        request, _("Vergessen. Bei der nächsten solchen Datei entscheiden wieder die Überschriften.")
    )
    return redirect("tables:import-memory", kind)


@require_POST
def forget_word(request: SignedInRequest, kind: Kind, pk: int) -> HttpResponse:
    """Forget what a word means."""
    _require_import(request, kind)
    word = get_object_or_404(RememberedWord, kind=kind.choice, pk=pk)
    word.delete()
    messages.success(request, _("Vergessen. Nach „%s“ wird beim nächsten Mal wieder gefragt.") % word)
    return redirect("tables:import-memory", kind)


def _require_import(request: SignedInRequest, kind: Kind) -> None:
    current_strategy(request)
    if not kind.may_import(request.user):
        raise Http404
