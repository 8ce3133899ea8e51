"""The working area of what is told in other words: lists, writing, publishing, videos in sign language."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asked import number_in
from editing.asking import CONFIRMED, Question, ask
from editing.history import history_of
from editing.saving import FORM_PAGE, FormPage
from kern.quotes import inside_quotes
from translations.actions.texts import publish_translation, save_translation, withdraw_translation
from translations.actions.videos import add_video, remove_video
from translations.choices import FIELDS, Wording
from translations.forms.texts import GERMAN_LABELS, TranslationForm
from translations.forms.videos import VideoForm
from translations.lines import Line, line_of, lines_of
from translations.models import SignVideo, Translation
from translations.told import Part, part_of, parts_of
from translations.versions import InForce, in_force


@require_safe
def translation_list(request: SignedInRequest, wording: Wording) -> HttpResponse:
    """All parts of the published strategy, and how far each is in Leichter Sprache or English."""
    require_right(request, Right.EDIT_CHAPTERS)
    current = in_force()
    context = {
        "wording": wording,
        "is_easy": wording == Wording.EASY,
        "version": current.version if current else None,
        "lines": list(lines_of(current, wording)) if current else [],
        "videos": list(SignVideo.objects.select_related("version").defer("version__content")),
        "can_publish": request.user.has_right(Right.PUBLISH_VERSIONS),
    }
    return render(request, "translations/translation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def translation_edit(request: SignedInRequest, wording: Wording, key: UUID) -> HttpResponse:
    """Write a part in other words, beside its German text."""
    current, line = _line(request, wording, key)
    row = line.translation or Translation(wording=wording, told=line.part.told, key=key)
    page = FormPage(request, TranslationForm(request.POST or None, instance=row))
    if page.is_valid():
        with page.saving():
            revision = page.form.cleaned_data["revision"]
            values = {name: page.form.cleaned_data[name] for name in FIELDS[wording][line.part.told]}
            save_translation(translation=row, values=values, revision=revision, by=request.user)
            messages.success(request, _("Gespeichert."))
            return redirect("translations:edit", wording, key)
    labels = GERMAN_LABELS[line.part.told]
    german = [(labels[name], text) for name, text in line.part.german.items() if text]
    context = {
        "line": line,
        "wording": wording,
        "german": german,
        "version": current.version,
        "can_publish": request.user.has_right(Right.PUBLISH_VERSIONS),
        "back_url": _list(wording),
        "back_label": _("Zur Liste"),
    }
    return page.answer("translations/translation_edit.html", context)


@require_safe
def translation_history(request: SignedInRequest, wording: Wording, key: UUID) -> HttpResponse:
    """The saved states of a text, and when it was published."""
    _current, line = _line(request, wording, key)
    entries = history_of(line.translation) if line.translation else ()
    context = {"line": line, "wording": wording, "entries": entries}
    return render(request, "translations/translation_history.html", context)


@require_POST
def translation_publish(request: SignedInRequest, wording: Wording, key: UUID) -> HttpResponse:
    """Ask, then show everybody the text as it stands."""
    require_right(request, Right.PUBLISH_VERSIONS)
    current, line = _line(request, wording, key)
    row = line.translation
    if row is None:
        raise Http404
    here = reverse("translations:edit", args=[wording, key])
    revision = number_in(request.POST, "revision") or 0
    if CONFIRMED not in request.POST:
        return ask(request, _question(line, current, row, revision, here))
    with refusal_shown(request):
        publish_translation(
            translation=row, revision=revision, version=current.version, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Der Text ist veröffentlicht."))
    return redirect(here)


def _question(line: Line, current: InForce, row: Translation, revision: int, back: str) -> Question:
    return Question(
        title=_("„%s“ jetzt veröffentlichen?") % inside_quotes(line.part.heading),
        sentences=[
            _("Alle lesen den Text dann auf der öffentlichen Website."),
            _("Er gilt für Fassung %d und ist als Übersetzung gekennzeichnet.") % current.version.number,
        ],
        texts=[text for name in FIELDS[row.wording][row.told] if (text := getattr(row, name))],
        yes=_("Ja, veröffentlichen"),
        back=back,
        chosen={"revision": [str(revision)]},
    )


@require_POST
def translation_withdraw(request: SignedInRequest, wording: Wording, key: UUID) -> HttpResponse:
    """Take a text off the public site."""
    require_right(request, Right.PUBLISH_VERSIONS)
    _current, line = _line(request, wording, key)
    if line.translation is None:
        raise Http404
    with refusal_shown(request):
        withdraw_translation(translation=line.translation, by=request.user)
        messages.success(request, _("Der Text steht nicht mehr auf der öffentlichen Website."))
    return redirect("translations:edit", wording, key)


@require_http_methods(["GET", "HEAD", "POST"])
def video_add(request: SignedInRequest) -> HttpResponse:
    """Add a video in sign language, a file or a link."""
    require_right(request, Right.PUBLISH_VERSIONS)
    current = _in_force()
    parts: list[Part] = list(parts_of(current.document, Wording.EASY))
    page = FormPage(request, VideoForm(request.POST or None, request.FILES or None, parts=parts))
    if page.is_valid():
        with page.saving(refused_with=422):
            values = page.form.cleaned_data
            add_video(
                part=values["part"],
                title=values["title"],
                upload=values["file"],
                subtitles=values["subtitles"],
                link=values["link"],
                version=current.version,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Das Video steht auf der öffentlichen Website."))
            return redirect(_list(Wording.EASY))
    context = {
        "title": _("Video in Gebärdensprache hinzufügen"),
        "back_url": _list(Wording.EASY),
        "back_label": _("Abbrechen"),
    }
    return page.answer(FORM_PAGE, context)


@require_http_methods(["GET", "HEAD", "POST"])
def video_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a video."""
    require_right(request, Right.PUBLISH_VERSIONS)
    video = get_object_or_404(SignVideo, pk=pk)
    back = _list(Wording.EASY)
    if request.method != "POST":
        question = Question(
            title=_("Video „%s“ löschen?") % inside_quotes(video.title),
            sentences=[_("Es verschwindet von der öffentlichen Website und lässt sich nicht zurückholen.")],
            yes=_("Ja, löschen"),
            back=back,
        )
        return ask(request, question)
    remove_video(video=video)
    messages.success(request, _("Das Video ist gelöscht."))
    return redirect(back)


def _list(wording: Wording) -> str:
    """The address of the list of all texts in a wording."""
    return reverse("translations:easy-list" if wording == Wording.EASY else "translations:english-list")


def _in_force() -> InForce:
    current = in_force()
    if current is None:
        raise Http404("Nothing is published yet.")
    return current


def _line(request: SignedInRequest, wording: Wording, key: UUID) -> tuple[InForce, Line]:
    require_right(request, Right.EDIT_CHAPTERS)
    current = _in_force()
    part = part_of(current.document, wording, key)
    if part is None:
        raise Http404(f"No part {key}")
    rows = Translation.objects.filter(wording=wording, told=part.told, key=key)
    row = rows.select_related("published__version").defer("published__version__content").first()
    return current, line_of(current, part, row, wording)
