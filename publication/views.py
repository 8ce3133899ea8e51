"""The public site. Every page is drawn from the frozen document of the published version."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committees.council.measure_resolution_facts import current_statuses
from files.downloads import asked_again, download
from publication import lookup
from publication.attachments import attachments_of, public_file_or_404
from publication.charts import goal_chart, sdg_chart
from publication.current import published, published_or_404
from publication.effect_path_facts import way_of_goal, way_of_measure
from publication.finished_pages import kept
from publication.former import former_page
from publication.implementation import indicators_of_goal, stand_of, states_today
from publication.models import AccessibilityDeclaration
from publication.pages import finished, page, pdf_of
from publication.report_files import report_file_or_404, report_files_of
from publication.responsibility import address_of_department
from publication.wording import reservation, target_sentence, with_article
from strategy.choices import ElementKind
from strategy.document.document import json_schema
from strategy.document.figures import concept_figures, sdg_matrix, theme_figures
from strategy.models import Strategy


@kept()
@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page: the theme fields, and the ways into them; a kind word before anything is published."""
    current = published()
    if current is None:
        return render(request, "publication/nothing_published.html")
    context = {
        "figures": [theme_figures(theme) for theme in current.document.themes],
        "subject": with_article(current.document.municipality),
        "pdf": finished(current.version.pdf_file),
    }
    return page(request, "publication/home.html", current, context)


@kept()
@login_not_required
@require_safe
def theme(request: HttpRequest, number: str) -> HttpResponse:
    """A theme field with its goals."""
    current = published_or_404()
    found = lookup.find_theme(current.document, number)
    if found is None:
        return former_page(request, current, ElementKind.THEME, number)
    before, after = lookup.neighbours(current.document, found)
    context = {
        "theme": found,
        "about": found.summary or found.description,
        "figures": theme_figures(found),
        "before": before,
        "after": after,
        "attachments": attachments_of(found.key),
    }
    return page(request, "publication/theme.html", current, context)


@kept()
@login_not_required
@require_safe
def goal(request: HttpRequest, number: str) -> HttpResponse:
    """A goal of either level; their numbers never coincide."""
    current = published_or_404()
    strategic = lookup.find_strategic_goal(current.document, number)
    if strategic is not None:
        context: dict[str, object] = {
            "place": strategic,
            "about": strategic.goal.statement,
            "targets": lookup.targets(current.document, strategic.goal.sdg_targets),
            "attachments": attachments_of(strategic.goal.key),
        }
        return page(request, "publication/strategic_goal.html", current, context)
    operational = lookup.find_operational_goal(current.document, number)
    if operational is None:
        return former_page(request, current, ElementKind.OPERATIONAL_GOAL, number)
    states = states_today(current.document)
    context = {
        "place": operational,
        "about": operational.goal.statement,
        "chart": goal_chart(operational.goal),
        "target_sentence": target_sentence(operational.goal),
        "targets": lookup.targets(current.document, operational.goal.sdg_targets),
        "attachments": attachments_of(operational.goal.key),
        "indicators": indicators_of_goal(current, operational.goal),
        "way": way_of_goal(current, operational),
        "measures": [(measure, states[measure.key]) for measure in operational.goal.measures],
    }
    return page(request, "publication/operational_goal.html", current, context)


@kept()
@login_not_required
@require_safe
def measure(request: HttpRequest, number: str) -> HttpResponse:
    """A measure: what, why, who, until when, what it costs, where it stands, who decided."""
    current = published_or_404()
    place = lookup.find_measure(current.document, number)
    if place is None:
        return former_page(request, current, ElementKind.MEASURE, number)
    statuses = current_statuses(current.document)
    context = {
        "place": place,
        "measure": place.measure,
        "department": address_of_department(current.document, place.measure.department),
        "about": place.measure.description,
        "reservation": reservation(statuses[place.measure.key]),
        "targets": lookup.targets(current.document, place.measure.sdg_targets),
        "attachments": attachments_of(place.measure.key),
        "report_files": report_files_of(place.measure.key),
        "way": way_of_measure(current, place),
        "stand": stand_of(current, place, timezone.now()),
        "today": timezone.localdate(),
    }
    return page(request, "publication/measure.html", current, context)


@login_not_required
@require_safe
def attachment_file(request: HttpRequest, pk: int) -> FileResponse:
    """A public file of what is published, to be saved."""
    found = public_file_or_404(published_or_404(), pk)
    return download(found.file, name=slugify(found.title) or "unterlage", content_type=found.content_type)


@login_not_required
@require_safe
def report_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A public file of an accepted report on a published measure."""
    found = report_file_or_404(published_or_404(), pk)
    response = download(found.file, name=slugify(found.title) or "datei", content_type=found.content_type)
    # The file never changes, but its title does.
    return asked_again(request, response, state=f"{found.pk}-{found.revision}")


@kept()
@login_not_required
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The references of the strategy to the Agenda 2030: picture, table and a way to each SDG."""
    current = published_or_404()
    matrix = sdg_matrix(current.document)
    context = {"matrix": matrix, "chart": sdg_chart(matrix)}
    return page(request, "publication/agenda.html", current, context)


@kept()
@login_not_required
@require_safe
def foundations(request: HttpRequest) -> HttpResponse:
    """The existing documents that the strategy builds upon, and what it takes up from them."""
    current = published_or_404()
    if not current.document.concepts:
        raise Http404("No concepts")
    context = {"figures": concept_figures(current.document)}
    return page(request, "publication/foundations.html", current, context)


@kept()
@login_not_required
@require_safe
def sdg(request: HttpRequest, number: int) -> HttpResponse:
    """All references to one SDG, theme field by theme field."""
    current = published_or_404()
    found = lookup.find_sdg(current.document, number)
    if found is None:
        raise Http404(f"No SDG {number}")
    themes = lookup.references_to(current.document, number)
    subject = with_article(current.document.municipality)
    context = {
        "sdg": found,
        "about": _("Ziel %(number)s der Agenda 2030, %(title)s: was %(subject)s dafür tut.")
        % {"number": number, "title": found.title, "subject": subject},
        "themes": themes,
        "own_targets": lookup.targets_named_in(themes),
        "goals_total": sum(len(entry.goals) for entry in themes),
        "measures_total": sum(len(entry.measures) for entry in themes),
        "subject": subject,
    }
    return page(request, "publication/sdg.html", current, context)


@kept()
@login_not_required
@require_safe
def chapter(request: HttpRequest, key: UUID) -> HttpResponse:
    """A chapter of the strategy, such as its introduction."""
    current = published_or_404()
    found = next((each for each in current.document.chapters if each.key == key), None)
    if found is None:
        raise Http404(f"No chapter {key}")
    return page(request, "publication/chapter.html", current, {"chapter": found, "about": found.text})


@login_not_required
@require_safe
def strategy_pdf(request: HttpRequest) -> HttpResponse | FileResponse:
    """The PDF of the published version; while it is being made, a page that says so."""
    current = published_or_404()
    return pdf_of(request, current, current.version.pdf_file)


@kept()
@login_not_required
@require_safe
def strategy_json(request: HttpRequest) -> HttpResponse:
    """The frozen document itself, byte for byte what its checksum was made of."""
    return HttpResponse(published_or_404().version.content, content_type="application/json")


@kept()
@login_not_required
@require_safe
def strategy_schema(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of the document."""
    return JsonResponse(json_schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})


@kept()
@login_not_required
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """The imprint: who answers for this site."""
    strategy = Strategy.objects.current()
    text = strategy.municipality.imprint if strategy else ""
    return _legal_page(request, _("Impressum"), text)


@kept()
@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice: what happens to personal data."""
    strategy = Strategy.objects.current()
    text = strategy.municipality.privacy if strategy else ""
    return _legal_page(request, _("Datenschutz"), text)


@kept()
@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration of accessibility, with the way to report a barrier (§ 10b BGG NRW)."""
    strategy = Strategy.objects.current()
    text = strategy.municipality.accessibility if strategy else ""
    declaration = AccessibilityDeclaration.objects.current()
    return _legal_page(request, _("Barrierefreiheit"), text, can_report=True, declaration=declaration)


def _legal_page(
    request: HttpRequest,
    heading: str,
    text: str,
    *,
    can_report: bool = False,
    declaration: AccessibilityDeclaration | None = None,
) -> HttpResponse:
    """They answer before anything is published, too, but not while they are empty. Raises Http404.

    Barriers are reported at any time, so their page is never empty.
    """
    if not text and not can_report:
        raise Http404(f"{heading} is empty")
    current = published()
    document = current.document if current else None
    context = {
        "heading": heading,
        "text": text,
        "document": document,
        "can_report": can_report,
        "declaration": declaration,
    }
    return render(request, "publication/legal.html", context)
