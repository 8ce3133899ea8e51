"""The steps of a Beratungsfolge, and sequences that are kept for the next paper."""

import re
from itertools import groupby

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from committees.council.models import Consultation, RouteTemplate
from committees.meetings.models import Meeting
from editing.forms.figures import RecentDayField
from editing.forms.layout import form_helper


class AgendaNumber(forms.CharField):
    """The number of an agenda item; "ö1" and "Ö. 1" are written as it stands on agendas: "Ö 1"."""

    def to_python(self, value: object) -> str:
        words: str = super().to_python(value) or ""
        found = re.fullmatch(r"(?:TOP)?\s*([ÖON])\.?\s*([0-9.]+)", words.upper())
        if found is None:
            return words
        part = "N" if found[1] == "N" else "Ö"
        return f"{part} {found[2].rstrip('.')}"


class ConsultationForm(forms.ModelForm):
    """One step of the Beratungsfolge, with a meeting that is kept here or with its day alone."""

    class Meta:
        model = Consultation
        fields = ("committee", "role", "meeting", "date", "agenda_number")
        field_classes = {"date": RecentDayField, "agenda_number": AgendaNumber}
        help_texts = {
            "meeting": _(
                "Die Sitzungen, die hier eingetragen sind. Mit einer Sitzung steht auch ihr Tag fest. "
                "Ohne Sitzung genügt der Tag."
            ),
            "agenda_number": _(
                "„Ö 1“ im öffentlichen Teil, „N 1“ im nichtöffentlichen. Leer, solange offen."
            ),
        }

    def __init__(self, data: QueryDict | None = None, *, instance: Consultation) -> None:
        super().__init__(data, instance=instance)
        self.fields["meeting"].choices = _meeting_choices(self.instance)  # type: ignore[attr-defined]
        self.helper = form_helper(
            Div("committee", "role", css_class="field-row"),
            Div("meeting", "date", css_class="field-row"),
            "agenda_number",
        )

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        meeting, committee = values.get("meeting"), values.get("committee")
        if meeting and committee and meeting.committee_id != committee.pk:
            self.add_error("meeting", _("Diese Sitzung ist keine von „%s“.") % committee)
        return values


def _meeting_choices(consultation: Consultation) -> list[tuple[str, str | list[tuple[int, str]]]]:
    """All meetings by body, the latest first; of the cancelled ones only that which is chosen already."""
    meetings = Meeting.objects.filter(cancelled_at__isnull=True)
    if consultation.meeting_id is not None:
        meetings = meetings | Meeting.objects.filter(pk=consultation.meeting_id)
    ordered = meetings.select_related("committee").order_by("committee__name", "-starts_at", "pk")
    groups = groupby(ordered, key=lambda meeting: meeting.committee.name)
    return [
        ("", _gettext("keine eingetragene Sitzung")),
        *((name, [(meeting.pk, _label(meeting)) for meeting in group]) for name, group in groups),
    ]


def _label(meeting: Meeting) -> str:
    words = f"{date_format(localtime(meeting.starts_at), 'd.m.Y, H:i')} · {meeting.title}"
    return f"{words} ({_gettext('abgesagt')})" if meeting.cancelled_at else words


class RouteNameForm(forms.ModelForm):
    """The name of a saved sequence."""

    class Meta:
        model = RouteTemplate
        fields = ("name",)
        help_texts = {"name": _("Zum Beispiel: Strategie mit allen Bezirksvertretungen")}

    def __init__(self, data: QueryDict | None = None, *, instance: RouteTemplate | None = None) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("name")


class RouteField(forms.ModelChoiceField):
    """The saved sequences, each with its bodies in their order."""

    def label_from_instance(self, obj: RouteTemplate) -> str:
        bodies = " → ".join(str(step.committee) for step in obj.steps.all())
        return f"{obj.name}: {bodies}"


class RouteChoiceForm(forms.Form):
    """The choice of the saved sequence that a paper takes over."""

    route = RouteField(
        label=_("Gespeicherte Beratungsfolge"),
        queryset=RouteTemplate.objects.prefetch_related("steps__committee"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Bitte wählen Sie eine Beratungsfolge.")},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "route", ButtonHolder(Submit("apply", _("Übernehmen")), css_class="form-actions")
        )
