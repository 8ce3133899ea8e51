"""The synopsis (Synopse): two versions side by side, on a page and as a file."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from editing.asked import number_in
from strategy.document.actions.comparisons import comparison_file, order_comparison
from strategy.document.comparison import compare
from strategy.document.document import StrategyDocument
from strategy.document.drafting import working_document
from strategy.document.published import frozen_document
from strategy.document.rendering.pdf import draft_edition, edition_of
from strategy.models import StrategyVersion
from strategy.views.access import current_strategy


@require_safe
def comparison_choice(request: SignedInRequest, before: int) -> HttpResponse:
    """Go to the comparison that a form asks for with `mit`: the number of a version, or the draft."""
    _version(request, before)
    wanted = number_in(request.GET, "mit")
    if wanted is not None:
        after = _version(request, wanted)
        return redirect("strategy:comparison", min(before, after.number), max(before, after.number))
    return redirect("strategy:comparison-with-draft", before)


@require_safe
def comparison(request: SignedInRequest, before: int, after: int) -> HttpResponse:
    """Two frozen versions side by side."""
    later = _version(request, after)
    return _page(request, before, frozen_document(later), str(edition_of(later).label), after=later)


@require_safe
def comparison_with_draft(request: SignedInRequest, before: int) -> HttpResponse:
    """A frozen version beside what is being worked on."""
    draft = working_document(current_strategy(request))
    return _page(request, before, draft, str(draft_edition(timezone.localdate()).label))


@require_POST
def comparison_pdf(request: SignedInRequest, before: int, after: int) -> HttpResponse:
    """Have the synopsis made as a file; the page shows its progress."""
    order_comparison(before=_version(request, before), after=_version(request, after), by=request.user)
    return redirect("strategy:comparison", before, after)


def _page(
    request: SignedInRequest,
    before: int,
    document: StrategyDocument,
    label: str,
    *,
    after: StrategyVersion | None = None,
) -> HttpResponse:
    earlier = _version(request, before)
    found = compare(frozen_document(earlier), document)
    everything = "alles" in request.GET
    context = {
        "before": earlier,
        "after": after,
        "after_label": label,
        "before_label": edition_of(earlier).label,
        "comparison": found,
        "elements": found.elements if everything else found.only_changes(),
        "everything": everything,
        "others": StrategyVersion.objects.without_content().exclude(pk=earlier.pk),
        "export": comparison_file(earlier, after) if after else None,
        "title": _("%(before)s und %(after)s im Vergleich")
        % {"before": edition_of(earlier).label, "after": label},
    }
    return render(request, "strategy/document/comparison.html", context)


def _version(request: SignedInRequest, number: int) -> StrategyVersion:
    versions = StrategyVersion.objects.readable_by(request.user).without_content()
    return get_object_or_404(versions.select_related("strategy"), number=number)
