"""Who answers for which department."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from editing.saving import FormPage
from monitoring.actions.departments import add_member, remove_member
from monitoring.forms.departments import MemberForm
from monitoring.models import DepartmentMember


@require_http_methods(["GET", "HEAD", "POST"])
def member_list(request: SignedInRequest) -> HttpResponse:
    """The accounts of all departments, and a form for another one."""
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    page = FormPage(request, MemberForm(request.POST or None))
    if page.is_valid():
        with page.saving():
            member = add_member(member=page.form.save(commit=False), by=request.user, at=timezone.now())
            said = _("%(user)s antwortet jetzt für „%(department)s“.")
            messages.success(request, said % {"user": member.user, "department": member.department})
            return redirect("monitoring:member-list")
    members = DepartmentMember.objects.select_related("department", "user")
    return page.answer("monitoring/member_list.html", {"members": members})


@require_POST
def member_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    require_right(request, Right.MANAGE_IMPLEMENTATION)
    member = get_object_or_404(DepartmentMember.objects.select_related("department", "user"), pk=pk)
    remove_member(member=member, by=request.user)
    said = _("%(user)s antwortet nicht mehr für „%(department)s“.")
    messages.success(request, said % {"user": member.user, "department": member.department})
    return redirect("monitoring:member-list")
