from typing import cast
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from editing.forms.layout import form_helper
from monitoring.models import DepartmentMember
from strategy.departments import Directory
from strategy.models import Department


def offer_departments(field: forms.Field, chosen: UUID | None) -> None:
    """Offer the departments that exist today, and the one that is chosen already."""
    active = [row.pk for row in Directory().active(timezone.localdate())]
    offered = Department.objects.filter(Q(pk__in=active) | Q(pk=chosen))
    cast(forms.ModelChoiceField, field).queryset = offered


class MemberForm(forms.ModelForm):
    """An account that answers for a department."""

    department = forms.ModelChoiceField(
        label=_("Fachbereich"),
        queryset=Department.objects.none(),
        error_messages={"required": _("Bitte wählen Sie den Fachbereich.")},
    )
    user = forms.ModelChoiceField(
        label=_("Konto"),
        queryset=User.objects.none(),
        help_text=_("Konten mit der Rolle „Fachbereich“. Neue laden Sie unter „Konten“ ein."),
        error_messages={"required": _("Bitte wählen Sie das Konto.")},
    )

    class Meta:
        model = DepartmentMember
        fields = ("department", "user", "is_deputy")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer_departments(self.fields["department"], None)
        cast(forms.ModelChoiceField, self.fields["user"]).queryset = User.objects.filter(
            role=Role.DEPARTMENT, is_active=True
        )
        self.helper = form_helper("department", "user", "is_deputy", is_kept=False)
