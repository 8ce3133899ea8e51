"""The lasting pages of a department and of a target of the Agenda 2030."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monitoring.assessment import IndicatorLine
from monitoring.assessment_facts import indicator_lines
from monitoring.models import Indicator
from publication import lookup
from publication.current import Published, last_to_know, published_or_404
from publication.finished_pages import kept
from publication.implementation import states_today
from publication.pages import page
from publication.responsibility import (
    departments_of,
    find_target,
    references_to_target,
    responsibility_of,
)
from publication.wording import with_article


@kept()
@login_not_required
@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """What a department answers for; one of an older version has a page that says that it has nothing any more."""
    current = published_or_404()
    name = departments_of(current.document).get(slug, "")
    if not name:
        older = last_to_know(lambda document: departments_of(document).get(slug))
        if older is None:
            raise Http404(f"No department {slug}")
        name = departments_of(older.document)[slug]
    found = responsibility_of(current.document, name)
    states = states_today(current.document)
    context = {
        "found": found,
        "about": _("Wofür %(name)s in der Nachhaltigkeitsstrategie zuständig ist.") % {"name": name},
        "measures": [(place, states[place.measure.key]) for place in found.measures],
        "taking_part": [(place, states[place.measure.key]) for place in found.taking_part],
        "indicators": _indicators(current, name),
    }
    return page(request, "publication/department.html", current, context)


def _indicators(current: Published, name: str) -> list[IndicatorLine]:
    rows = Indicator.objects.filter(responsible__isnull=False)
    lines = indicator_lines(current.document, rows, timezone.now())
    return [line for line in lines if line.themes and line.department == name]


@kept()
@login_not_required
@require_safe
def target(request: HttpRequest, code: str) -> HttpResponse:
    """All references to one target of an SDG, theme field by theme field."""
    current = published_or_404()
    found = find_target(current.document, code)
    if found is None:
        raise Http404(f"No target {code}")
    themes = references_to_target(current.document, code)
    subject = with_article(current.document.municipality)
    context = {
        "target": found,
        "sdg": lookup.find_sdg(current.document, found.sdg),
        "themes": themes,
        "about": _("Unterziel %(code)s der Agenda 2030, %(label)s: was %(subject)s dafür tut.")
        % {"code": code, "label": found.label, "subject": subject},
    }
    return page(request, "publication/target.html", current, context)
