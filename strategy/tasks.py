"""Background tasks: what takes longer than a page may take."""

from django_tasks import task

from exports.actions import run_job
from exports.models import ExportJob
from strategy.document.rendering.comparison import comparison_pdf
from strategy.document.rendering.pdf import version_pdf
from strategy.inventory.concept_texts import read_text
from strategy.models import StrategyVersion


@task()
def typeset_version(job_id: str, version_id: str) -> None:
    """Make the PDF of a frozen version."""
    job = ExportJob.objects.get(pk=job_id)
    version = StrategyVersion.objects.get(pk=version_id)
    if version.pdf_job_id != job.pk:
        job.delete()  # a newer order has replaced this one
        return
    run_job(job=job, produce=lambda on_page: version_pdf(version, on_page=on_page))


@task()
def typeset_comparison(job_id: str, before_id: str, after_id: str) -> None:
    """Make the PDF of the synopsis of two frozen versions."""
    before, after = (StrategyVersion.objects.get(pk=pk) for pk in (before_id, after_id))
    run_job(
        job=ExportJob.objects.get(pk=job_id),
        produce=lambda on_page: comparison_pdf(before, after, on_page=on_page),
    )


@task()
def read_concept_file(pk: int) -> None:
    """Read the text of an uploaded file, for the search."""
    read_text(pk)
