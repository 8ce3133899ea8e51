"""What was adopted, in Leichter Sprache and in sign language: each says which version it tells about."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from files.videos import SUBTITLES, played
from publication import lookup
from publication.current import Published, published_or_404
from publication.easy import easy_texts, keys_told, videos_by_key
from publication.finished_pages import kept
from publication.pages import page
from translations.choices import WHOLE
from translations.models import SignVideo


@kept()
@login_not_required
@require_safe
def easy(request: HttpRequest) -> HttpResponse:
    """The whole strategy in Leichter Sprache, and the theme fields that have a text. 404 while there is none."""
    current = published_or_404()
    texts = easy_texts(current)
    if not texts:
        raise Http404("Nothing in easy language")
    context = {
        "told": texts.get(WHOLE),
        "themes": [theme for theme in current.document.themes if theme.key in texts],
        "videos": videos_by_key(current)[WHOLE],
    }
    return page(request, "publication/easy.html", current, context)


@kept()
@login_not_required
@require_safe
def easy_theme(request: HttpRequest, number: str) -> HttpResponse:
    """A theme field in Leichter Sprache."""
    current = published_or_404()
    theme = lookup.find_theme(current.document, number)
    told = easy_texts(current).get(theme.key) if theme else None
    if theme is None or told is None:
        raise Http404(f"No theme field {number} in easy language")
    context = {"told": told, "theme": theme, "videos": videos_by_key(current)[theme.key]}
    return page(request, "publication/easy_theme.html", current, context)


@kept()
@login_not_required
@require_safe
def sign_language(request: HttpRequest) -> HttpResponse:
    """All videos in sign language, the whole strategy first. 404 while there is none."""
    current = published_or_404()
    videos = videos_by_key(current)
    places = [("", WHOLE, current.document.title)]
    places += [(theme.number, theme.key, theme.title) for theme in current.document.themes]
    shown = [(number, title, videos[key]) for number, key, title in places if videos[key]]
    if not shown:
        raise Http404("No video")
    return page(request, "publication/sign_language.html", current, {"shown": shown})


@login_not_required
@require_safe
def sign_video(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A video file, or the part of it that a player asks for."""
    video = _shown(published_or_404(), pk)
    if not video.file:
        raise Http404(f"Video {pk} is a link")
    return played(request, video.file, video.content_type)


@login_not_required
@require_safe
def sign_subtitles(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The subtitles of a video."""
    video = _shown(published_or_404(), pk)
    if not video.subtitles:
        raise Http404(f"Video {pk} has no subtitles")
    return played(request, video.subtitles, f"{SUBTITLES.content_type}; charset=utf-8")


def _shown(current: Published, pk: int) -> SignVideo:
    """A video of what is published. Raises Http404."""
    videos = SignVideo.objects.shown().filter(key__in=keys_told(current.document))
    video: SignVideo = get_object_or_404(videos, pk=pk)
    return video
