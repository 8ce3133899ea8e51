from django import template
from django.db.models import Q
from django.template import Context

from committees.council.actions.paper_files import is_outdated
from committees.council.models import Paper
from committees.council.printed_annex import Annex, annex_of
from strategy.models import StrategyVersion

register = template.Library()


@register.inclusion_tag("committees/council/_paper_files.html", takes_context=True)
def paper_files(context: Context, paper: Paper) -> dict[str, object]:
    """The PDF of a paper, the way to have it made anew, and its DOCX (up to 2 queries)."""
    export = paper.pdf_file
    outdated = is_outdated(paper)
    can_order = export is None or not (export.is_under_way or (export.is_there and not outdated))
    return {
        "paper": paper,
        "export": export,
        "is_outdated": outdated,
        "can_order": can_order,
        "csrf_token": context.get("csrf_token"),
        "user": context["user"],
    }


@register.simple_tag
def first_annex(paper: Paper) -> Annex:
    """What lies with a paper as its first annex: {% first_annex paper as annex %}."""
    return annex_of(paper)


@register.inclusion_tag("committees/council/_version_papers.html")
def version_papers(version: StrategyVersion) -> dict[str, object]:
    """The papers that brought a version before the bodies or came to it, with their steps, for the working area."""
    papers = Paper.objects.about_strategy().filter(Q(version=version) | Q(submitted_version=version))
    return {"papers": papers.prefetch_related("consultations__committee")}
