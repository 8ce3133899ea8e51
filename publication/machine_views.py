"""What search engines, feed readers and those who report a gap in security ask for beside the pages."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from accounts.mail import absolute_url
from exports.xml_text import xml_text
from publication.current import Published, published, published_or_404, published_versions
from publication.easy import easy_texts, videos_by_key
from publication.finished_pages import kept
from publication.implementation import news_of, public_indicators
from publication.languages import ENGLISH, in_language
from publication.models import AccessibilityDeclaration
from publication.reports import published_reports
from publication.responsibility import departments_of, targets_referred_to
from publication.search.kinds import ROUTES

XHTML = "http://www.w3.org/1999/xhtml"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What anonymous people cannot read, and pages for each question or page that somebody may name.
CLOSED = ("strategy:guide", "accounts:profile", "publication:search", "publication:feedback")
DAYS_OF_SECURITY_TXT = 180
NEWS_AT_MOST = 50


@kept()
@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of all pages that a search engine should know."""
    current = published_or_404()
    response = HttpResponse(content_type="application/xml")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": SITEMAP, "xmlns:xhtml": XHTML}))
    both = [(path, day, language) for path, day in _pages(current) for language, _name in settings.LANGUAGES]
    for path, day, language in both:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", absolute_url(in_language(path, language)))
        for each, _name in settings.LANGUAGES:
            address = absolute_url(in_language(path, each))
            xml.addQuickElement("xhtml:link", attrs={"rel": "alternate", "hreflang": each, "href": address})
        if day:
            xml.addQuickElement("lastmod", day)
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return response


def _pages(current: Published) -> Iterator[tuple[str, str]]:
    """Addresses, and the day from which on they say what they say, where that is known."""
    document, day = current.document, _day_of(current.version.published_at)
    yield reverse("publication:home"), day
    for kind, entry, _parents in document.walk():
        if kind in ROUTES:
            yield reverse(ROUTES[kind], args=[entry.number]), day
    yield from ((path, "") for path in _in_other_words(current))
    yield reverse("publication:measures"), day
    yield reverse("publication:state"), ""
    for key in public_indicators(current):
        yield reverse("publication:indicator", args=[key]), ""
    yield reverse("publication:agenda"), day
    for sdg in document.sdgs:
        yield reverse("publication:sdg", args=[sdg.number]), day
    for target in targets_referred_to(document):
        yield reverse("publication:target", args=[target.code]), day
    for slug in departments_of(document):
        yield reverse("publication:department", args=[slug]), day
    for chapter in document.chapters:
        yield reverse("publication:chapter", args=[chapter.key]), day
    if document.concepts:
        yield reverse("publication:foundations"), day
    yield reverse("publication:coming-about"), ""
    yield reverse("publication:decision"), ""
    yield reverse("publication:version-list"), ""
    yield reverse("publication:data"), ""
    for version in published_versions():
        yield reverse("publication:version", args=[version.number]), _day_of(version.published_at)
    reports = published_reports()
    if reports:
        yield reverse("publication:report-list"), ""
    for report in reports:
        yield reverse("publication:report", args=[report.number]), _day_of(report.published_at)
    municipality = current.version.strategy.municipality
    for name, text in (
        ("imprint", municipality.imprint),
        ("privacy", municipality.privacy),
        ("accessibility", municipality.accessibility or AccessibilityDeclaration.objects.exists()),
    ):
        if text:
            yield reverse(f"publication:{name}"), ""


def _in_other_words(current: Published) -> Iterator[str]:
    """The pages in Leichter Sprache and in sign language that there are."""
    texts = easy_texts(current)
    if texts:
        yield reverse("publication:easy")
    for theme in current.document.themes:
        if theme.key in texts:
            yield reverse("publication:easy-theme", args=[theme.number])
    if videos_by_key(current):
        yield reverse("publication:sign-language")


def _day_of(moment: datetime | None) -> str:
    """The day of a moment here, and not that of Greenwich."""
    return f"{timezone.localdate(moment):%Y-%m-%d}"


@kept()
@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines need not ask for, and where they find the rest."""
    closed = [reverse(name) for name in CLOSED]
    closed += [in_language(reverse(name), ENGLISH) for name in CLOSED if name.startswith("publication:")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if published():
        lines += ["", f"Sitemap: {absolute_url(reverse('publication:sitemap'))}"]
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")


@kept()
@login_not_required
@require_safe
def version_feed(request: HttpRequest) -> HttpResponse:
    """The published versions as an Atom feed."""
    current = published_or_404()
    feed = Atom1Feed(
        title=current.document.title,
        link=absolute_url(reverse("publication:version-list")),
        description=_("Beschlossene Fassungen"),
        language=settings.LANGUAGE_CODE,
        feed_url=absolute_url(reverse("publication:version-feed")),
        author_name=current.document.municipality.full_name,
    )
    for version in published_versions():
        address = absolute_url(reverse("publication:version", args=[version.number]))
        day = date_format(version.adopted_on) if version.adopted_on else ""
        feed.add_item(
            title=_("Fassung %(number)s") % {"number": version.number},
            link=address,
            description=_("Vom Rat beschlossen am %(day)s") % {"day": day},
            pubdate=version.published_at,
            updateddate=version.published_at,
            unique_id=address,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@kept()
@login_not_required
@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """What was reported about the implementation and accepted, the newest first, as an Atom feed."""
    current = published_or_404()
    feed = Atom1Feed(
        title=_("Wo stehen wir? %s") % current.document.title,
        link=absolute_url(reverse("publication:state")),
        description=_("Was zur Umsetzung gemeldet und angenommen ist."),
        language=settings.LANGUAGE_CODE,
        feed_url=absolute_url(reverse("publication:news-feed")),
        author_name=current.document.municipality.full_name,
    )
    for item in news_of(current, at_most=NEWS_AT_MOST):
        address = absolute_url(item.address)
        feed.add_item(
            title=xml_text(item.title),
            link=address,
            description=xml_text(item.text),
            pubdate=item.at,
            updateddate=item.at,
            unique_id=f"{address}#{item.key}",
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@kept()
@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a gap in security (RFC 9116)."""
    if not settings.SECURITY_CONTACT:
        raise Http404("No contact for security")
    until = datetime.combine(timezone.localdate() + timedelta(days=DAYS_OF_SECURITY_TXT), time(), tzinfo=UTC)
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {absolute_url(reverse('publication:security-txt'))}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
