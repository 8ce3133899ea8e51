"""Background tasks: what takes longer than a page may take."""

from django_tasks import task

from committees.council.models import Paper
from committees.council.rendering import paper_pdf
from exports.actions import run_job
from exports.models import ExportJob


@task()
def typeset_paper(job_id: str, pk: int) -> None:
    """Make the PDF of a paper with the strategy as its annex."""
    job = ExportJob.objects.filter(pk=job_id).first()
    if job is None:
        return  # a newer order has replaced this one
    paper = Paper.objects.with_version().get(pk=pk)
    run_job(job=job, produce=lambda on_page: paper_pdf(paper, on_page=on_page))
