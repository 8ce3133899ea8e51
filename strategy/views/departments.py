"""The departments and external bodies: the list, each one with what it does, and merging those that are one."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.history import history_of
from editing.saving import FormPage
from strategy.actions.departments import (
    can_be_removed,
    create_department,
    end_department,
    merge_departments,
    remove_department,
    save_department,
)
from strategy.department_facts import spelling_pairs, work_of
from strategy.forms.department_pages import DepartmentForm, MergeForm
from strategy.models import Department

FORM = "strategy/departments/department_form.html"


@require_safe
def department_list(request: SignedInRequest) -> HttpResponse:
    """All departments and external bodies, with how much each has to do; the dissolved ones below."""
    require_right(request, Right.READ_WORKSPACE)
    may, today = request.user.has_right(Right.MANAGE_DEPARTMENTS), timezone.localdate()
    rows = list(Department.objects.proper().select_related("parent").with_uses())
    context = {
        "active": [row for row in rows if row.is_active(today)],
        "dissolved": [row for row in rows if not row.is_active(today)],
        "can_manage": may,
        "pair_count": len(spelling_pairs(rows)) if may else 0,
    }
    return render(request, "strategy/departments/department_list.html", context)


@require_safe
def department_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A department: whom to ask, and the goals and measures it leads or takes part in."""
    departments = Department.objects.readable_by(request.user).select_related("parent", "merged_into")
    department = get_object_or_404(departments, pk=pk)
    if department.merged_into is not None:
        return redirect("strategy:department-detail", department.merged_into.pk)
    context = {
        "department": department,
        "work": work_of(department),
        "children": department.children.all(),
        "former_spellings": department.former_spellings.all(),
        "is_active": department.is_active(timezone.localdate()),
        "can_manage": request.user.has_right(Right.MANAGE_DEPARTMENTS),
    }
    return render(request, "strategy/departments/department_detail.html", context)


@require_safe
def department_history(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The changes, with who made them and when."""
    department = get_object_or_404(Department.objects.readable_by(request.user), pk=pk)
    context = {"department": department, "entries": history_of(department)}
    return render(request, "strategy/departments/department_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def department_add(request: SignedInRequest) -> HttpResponse:
    require_right(request, Right.MANAGE_DEPARTMENTS)
    page = FormPage(request, DepartmentForm(request.POST or None, instance=Department()))
    if page.is_valid():
        with page.saving():
            department = create_department(values=page.form.values(), by=request.user)
            messages.success(request, _("„%s“ ist verzeichnet.") % department)
            return redirect("strategy:department-detail", department.pk)
    back_url = reverse("strategy:department-list")
    return page.answer(FORM, {"saved": None, "back_url": back_url, "back_label": _("Abbrechen")})


@require_http_methods(["GET", "HEAD", "POST"])
def department_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    department = _editable(request, pk)
    page = FormPage(request, DepartmentForm(request.POST or None, instance=department))
    if page.is_valid():
        with page.saving():
            save_department(
                department=department,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            messages.success(request, _("Gespeichert."))
            return redirect("strategy:department-detail", pk)
    context = {
        "saved": Department.objects.get(pk=pk),
        "back_url": reverse("strategy:department-detail", args=[pk]),
        "back_label": _("Abbrechen"),
    }
    return page.answer(FORM, context)


@require_http_methods(["GET", "HEAD", "POST"])
def department_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask, then remove what was never used; what was used is dissolved from today on instead."""
    department = _editable(request, pk)
    removable = can_be_removed(department)
    if request.method != "POST":
        context = {"department": department, "removable": removable, "work": work_of(department)}
        return render(request, "strategy/departments/department_remove.html", context)
    with refusal_shown(request):
        if removable:
            remove_department(department=department, by=request.user)
            messages.success(request, _("„%s“ ist entfernt.") % department)
            return redirect("strategy:department-list")
        end_department(department=department, on=timezone.localdate(), by=request.user)
        messages.success(request, _("„%s“ bekommt nichts Neues mehr.") % department)
    return redirect("strategy:department-detail", pk)


@require_safe
def department_spellings(request: SignedInRequest) -> HttpResponse:
    """Names that may mean the same department, in pairs: coordination says which of them do."""
    require_right(request, Right.MANAGE_DEPARTMENTS)
    rows = Department.objects.proper().with_uses()
    return render(
        request, "strategy/departments/department_spellings.html", {"pairs": spelling_pairs(list(rows))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def department_merge(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what names a department, ask with which other one it is one, and merge them."""
    department = _editable(request, pk)
    form = MergeForm(request.POST or None, department=department, into=request.GET.get("mit"))
    page = FormPage(request, form)
    if page.is_valid():
        with page.saving():
            into = form.cleaned_data["into"]
            merge_departments(department=department, into=into, by=request.user)
            messages.success(
                request,
                _("„%(name)s“ ist jetzt eine frühere Schreibweise von „%(into)s“.")
                % {"name": department, "into": into},
            )
            return redirect("strategy:department-detail", into.pk)
    context = {
        "department": department,
        "work": work_of(department),
        "back_url": reverse("strategy:department-detail", args=[pk]),
        "back_label": _("Abbrechen"),
    }
    return page.answer("strategy/departments/department_merge.html", context)


def _editable(request: SignedInRequest, pk: UUID) -> Department:
    departments: QuerySet[Department] = Department.objects.editable_by(request.user)
    department = departments.filter(pk=pk).first()
    if department is None:
        raise Http404
    return department
