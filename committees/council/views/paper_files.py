"""The files of a paper: the PDF with the strategy behind it, and the DOCX of the paper alone."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.council.actions.paper_files import order_paper_pdf
from committees.council.models import Paper
from committees.council.rendering import paper_docx, paper_filename
from exports.wordprocessing import CONTENT_TYPE


@require_POST
def paper_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the PDF made; the page of the paper shows its progress."""
    paper = get_object_or_404(Paper.objects.readable_by(request.user), pk=pk)
    order_paper_pdf(paper=paper, by=request.user)
    return redirect("council:paper-detail", pk)


@require_safe
def paper_docx_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper as the council's information system takes it; it is made at once."""
    paper = get_object_or_404(Paper.objects.readable_by(request.user).with_version(), pk=pk)
    name = paper_filename(paper).removesuffix(".pdf")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.docx"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(paper_docx(paper), content_type=CONTENT_TYPE, headers=headers)
