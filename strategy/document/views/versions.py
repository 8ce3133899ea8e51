"""Frozen versions: making one, its PDF and its JSON, publishing it."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asking import Question, ask
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from exports.wordprocessing import CONTENT_TYPE
from strategy.choices import Phase
from strategy.document.actions.versions import (
    freeze_version,
    order_missing_pdf,
    publish_version,
    withdraw_version,
)
from strategy.document.published import frozen_document
from strategy.document.rendering.docx import document_docx
from strategy.document.rendering.pdf import edition_of, filename
from strategy.forms.setup import FreezeForm
from strategy.models import StrategyVersion
from strategy.reviewing import reviewed
from strategy.signals import withdrawal_asked
from strategy.views.access import current_strategy


@require_safe
def version_list(request: SignedInRequest) -> HttpResponse:
    """All frozen versions, newest first."""
    strategy = current_strategy(request)
    versions = strategy.versions.without_content().select_related("created_by")
    context = {"versions": versions, "strategy": strategy, "phase": Phase.RESOLUTION}
    return render(request, "strategy/document/version_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def version_freeze(request: SignedInRequest) -> HttpResponse:
    """Show what is still missing, then freeze the draft for the council."""
    require_right(request, Right.FREEZE_VERSIONS)
    strategy = current_strategy(request)
    page = FormPage(request, FreezeForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            version = freeze_version(
                strategy=strategy, by=request.user, at=timezone.now(), note=page.form.cleaned_data["note"]
            )
            messages.success(
                request,
                _("Fassung %(number)d ist eingefroren. Das PDF wird jetzt erstellt.")
                % {"number": version.number},
            )
            return redirect("strategy:version-detail", version.number)
    found = reviewed(strategy)
    context = {"document": found.document, "review": found.review}
    return page.answer("strategy/document/version_freeze.html", context)


@require_safe
def version_detail(request: SignedInRequest, number: int) -> HttpResponse:
    """One version: when, by whom, its checksum, its findings, its files."""
    version = _version(request, number)
    user, export = request.user, version.pdf_file
    context = {
        "version": version,
        "others": StrategyVersion.objects.without_content().exclude(pk=version.pk),
        "can_order_pdf": user.has_right(Right.FREEZE_VERSIONS)
        and (export is None or not (export.is_there or export.is_under_way)),
        "can_add_paper": user.has_right(Right.MANAGE_PAPERS) and not version.is_adopted,
        "can_publish": user.has_right(Right.PUBLISH_VERSIONS) and version.is_adopted,
    }
    return render(request, "strategy/document/version_detail.html", context)


@require_safe
def version_json(request: SignedInRequest, number: int) -> HttpResponse:
    """The frozen document itself, byte for byte what the checksum was made of."""
    version = _version(request, number)
    return HttpResponse(
        version.content,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="strategie-fassung-{version.number}.json"'},
    )


@require_safe
def version_docx(request: SignedInRequest, number: int) -> HttpResponse:
    """The version for word processors; it is made at once, in less than a second."""
    version = _version(request, number)
    name = filename(version).removesuffix(".pdf")
    return HttpResponse(
        document_docx(frozen_document(version), edition_of(version), at=version.created_at),
        content_type=CONTENT_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.docx"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_POST
def version_pdf(request: SignedInRequest, number: int) -> HttpResponse:
    """Order the PDF again, after a failure; a finished one stays, because citizens may be reading it."""
    require_right(request, Right.FREEZE_VERSIONS)
    order_missing_pdf(version=_version(request, number), by=request.user)
    return redirect("strategy:version-detail", number)


@require_http_methods(["GET", "HEAD", "POST"])
def version_publish(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask, then let citizens read the version."""
    require_right(request, Right.PUBLISH_VERSIONS)
    version = _version(request, number)
    if request.method == "POST":
        with refusal_shown(request):
            publish_version(version=version, by=request.user, at=timezone.now())
            said = _("Die Fassung ist jetzt für alle zu lesen.")
            say_with_way_back(request, said, "strategy:version-withdraw", number)
        return redirect("strategy:version-detail", number)
    question = Question(
        title=_("Fassung %d veröffentlichen?") % number,
        sentences=[
            _("Danach lesen alle diese Fassung auf der öffentlichen Seite, mit PDF und Suche."),
            _(
                "Die Veröffentlichung lässt sich zurücknehmen. Was jemand schon gelesen oder gespeichert hat, bleibt."
            ),
        ],
        yes=_("Ja, veröffentlichen"),
        back=reverse("strategy:version-detail", args=[number]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def version_withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask, then take the version off the public site."""
    require_right(request, Right.PUBLISH_VERSIONS)
    version = _version(request, number)
    if request.method == "POST":
        withdraw_version(version=version)
        said = _("Die Fassung ist nicht mehr öffentlich.")
        say_with_way_back(request, said, "strategy:version-publish", number)
        return redirect("strategy:version-detail", number)
    goes_too = withdrawal_asked.send(sender=StrategyVersion, version=version)
    question = Question(
        title=_("Veröffentlichung von Fassung %d zurücknehmen?") % number,
        sentences=[
            _("Danach findet niemand diese Fassung mehr auf der öffentlichen Seite."),
            *(sentence for _each, told in goes_too for sentence in cast("list[str]", told)),
        ],
        yes=_("Ja, zurücknehmen"),
        back=reverse("strategy:version-detail", args=[number]),
    )
    return ask(request, question)


def _version(request: SignedInRequest, number: int) -> StrategyVersion:
    versions = StrategyVersion.objects.readable_by(request.user).select_related(
        "strategy", "created_by", "adopted_by", "published_by", "pdf_file__job"
    )
    return get_object_or_404(versions, number=number)
