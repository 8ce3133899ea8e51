from django import template
from django.template import Context

from jobs.models import Job
from jobs.progress import progress_of

register = template.Library()


@register.inclusion_tag("jobs/_progress.html", takes_context=True)
def job_progress(context: Context, job: Job) -> dict[str, object]:
    """The progress of a job, with the way to cancel it; the fragment fetches itself anew until it is over."""
    return {**progress_of(job, context["user"]), "csrf_token": context.get("csrf_token")}
