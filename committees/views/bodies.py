from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from committees.forms.bodies import CommitteeForm
from committees.models import Committee
from committees.views.pages import form_page
from strategy.views.access import require_right


@require_safe
def committee_list(request: SignedInRequest) -> HttpResponse:
    """All bodies, by kind."""
    require_right(request, Right.READ_WORKSPACE)
    return render(request, "committees/committee_list.html", {"committees": Committee.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
def committee_add(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.MANAGE_PAPERS)
    form = CommitteeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            form.add_error("name", _("Ein Gremium mit diesem Namen gibt es schon."))
        else:
            return redirect("committees:committee-list")
    return form_page(request, form, title=_("Gremium anlegen"))
