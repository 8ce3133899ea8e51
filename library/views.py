"""The library in the working area: its sources, searching in it, what is like a goal of ours, copying a measure."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asked import keys_in, number_in, words_in
from editing.asking import Question, ask
from editing.saving import FormPage
from library.actions import add_address, add_file, copy_measure, read_again, remove_source
from library.alike import COMPARED_AT_MOST, alike_entries
from library.choices import EntryKind
from library.forms import AddressForm, CopyForm, SourceFileForm
from library.models import LibraryEntry, LibrarySource
from strategy.choices import ElementKind
from strategy.models import OperationalGoal
from strategy.views.resting import explains_rest

ENTRIES_PER_PAGE, LETTERS_OF_A_SEARCH, WORDS_OF_A_SEARCH = 30, 200, 10


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """All measures and goals of others, narrowed to words, a kind and a municipality."""
    require_right(request, Right.READ_WORKSPACE)
    sources = LibrarySource.objects.readable_by(request.user).filter(read_on__isnull=False)
    words = words_in(request.GET, "q", at_most=LETTERS_OF_A_SEARCH)
    entries = LibraryEntry.objects.readable_by(request.user).select_related("source")
    entries = entries.with_words(words.split()[:WORDS_OF_A_SEARCH])
    kind, source = request.GET.get("art", EntryKind.MEASURE), number_in(request.GET, "kommune")
    if kind in EntryKind.values:
        entries = entries.filter(kind=kind)
    if source is not None:
        entries = entries.filter(source=source)
    context = {
        "sources": sources,
        "page": Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("seite")),
        "words": words,
        "kind": kind,
        "source": source,
        "kinds": EntryKind.choices,
        "can_manage": request.user.has_right(Right.EDIT_SETTINGS),
    }
    return render(request, "library/overview.html", context)


@require_safe
def entry_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One measure or goal of another municipality, with its source and the way to copy it."""
    entry = get_object_or_404(LibraryEntry.objects.readable_by(request.user).select_related("source"), pk=pk)
    can_copy = entry.kind == EntryKind.MEASURE and _goals(request).exists()
    return render(
        request, "library/entry_detail.html", {"entry": entry, "can_copy": can_copy, "goal": _asked(request)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def entry_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose a goal and make a draft below it; who may add no measure anywhere gets 404."""
    entries = LibraryEntry.objects.readable_by(request.user).filter(kind=EntryKind.MEASURE)
    entry = get_object_or_404(entries.select_related("source"), pk=pk)
    goals = _goals(request)
    if not goals.exists():
        raise Http404
    page = FormPage(request, CopyForm(request.POST or None, goals=goals, initial=_asked(request)))
    if page.is_valid():
        with page.saving():
            measure = copy_measure(entry=entry, goal=page.form.cleaned_data["goal"], by=request.user)
            messages.success(
                request,
                _("Die Maßnahme ist als Entwurf angelegt. Passen Sie den Text jetzt an Ihre Kommune an."),
            )
            return redirect("strategy:element-edit", ElementKind.MEASURE, measure.pk)
    back = {"back_url": reverse("library:entry-detail", args=[pk]), "back_label": _("Abbrechen")}
    return page.answer("library/entry_copy.html", {"entry": entry, **back})


@require_safe
def others_do(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The entries of the library that are like one of our operational goals ("Was andere tun")."""
    goals = OperationalGoal.objects.readable_by(request.user).active().with_ancestors()
    goal = get_object_or_404(goals, pk=pk)
    context = {
        "goal": goal,
        "alike": alike_entries(goal),
        "can_add": _goals(request).filter(pk=pk).exists(),
        "entries": LibraryEntry.objects.count(),
        "compared": COMPARED_AT_MOST,
    }
    return render(request, "library/others_do.html", context)


@require_safe
def source_list(request: SignedInRequest) -> HttpResponse:
    """The sources with licence, day and what is in them, and the progress of those being read."""
    require_right(request, Right.EDIT_SETTINGS)
    sources = LibrarySource.objects.select_related("job").annotate(
        measures=Count("entries", filter=Q(entries__kind=EntryKind.MEASURE)),
        goals=Count("entries", filter=Q(entries__kind=EntryKind.GOAL)),
    )
    return render(request, "library/source_list.html", {"sources": sources})


@require_http_methods(["GET", "HEAD", "POST"])
def source_add(request: SignedInRequest) -> HttpResponse:
    """Name the address of another municipality's catalogue or file, to be read in the background."""
    require_right(request, Right.EDIT_SETTINGS)
    page = FormPage(request, AddressForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            add_address(address=page.form.cleaned_data["address"], by=request.user)
            return redirect("library:source-list")
    return page.answer("library/source_add.html", _back_to_sources())


@require_http_methods(["GET", "HEAD", "POST"])
def source_upload(request: SignedInRequest) -> HttpResponse:
    """Take the strategy of another municipality from a file."""
    require_right(request, Right.EDIT_SETTINGS)
    page = FormPage(request, SourceFileForm(request.POST or None, request.FILES or None))
    if page.is_valid():
        with page.saving():
            content = page.form.cleaned_data["file"].read()
            source = add_file(content=content, day=timezone.localdate())
            messages.success(request, _("Die Strategie der Kommune „%s“ ist in der Bibliothek.") % source)
            return redirect("library:source-list")
    return page.answer("library/source_upload.html", _back_to_sources())


@require_POST
def source_read_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the address of a source anew."""
    source = get_object_or_404(LibrarySource.objects.manageable_by(request.user), pk=pk)
    with refusal_shown(request):
        read_again(source=source, by=request.user)
    return redirect("library:source-list")


@require_http_methods(["GET", "HEAD", "POST"])
def source_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then take a source out of the library."""
    source = get_object_or_404(LibrarySource.objects.manageable_by(request.user), pk=pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_source(source=source)
            messages.success(request, _("Die Quelle ist entfernt. Was Sie übernommen haben, bleibt."))
        return redirect("library:source-list")
    question = Question(
        title=_("Quelle entfernen?"),
        sentences=[
            _("Ihre Ziele und Maßnahmen verschwinden aus der Bibliothek. Was Sie übernommen haben, bleibt.")
        ],
        texts=[str(source)],
        yes=_("Ja, entfernen"),
        back=reverse("library:source-list"),
    )
    return ask(request, question)


def _goals(request: SignedInRequest) -> QuerySet[OperationalGoal]:
    """The goals below which somebody may add a measure."""
    return OperationalGoal.objects.open_to(request.user).in_chosen_themes().with_ancestors()


def _asked(request: SignedInRequest) -> str:
    """The goal from which somebody came."""
    return next((str(key) for key in keys_in(request.GET, "ziel")), "")


def _back_to_sources() -> dict[str, str]:
    return {"back_url": reverse("library:source-list"), "back_label": _("Abbrechen")}
