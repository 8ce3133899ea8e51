"""The forms of a meeting: when and where, its minutes."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from committees.meetings.models import Meeting
from editing.forms.figures import DayAndTimeField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area


class VideoLink(forms.CharField):
    """The address of a video conference. It opens in a browser."""

    widget = forms.URLInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        message = _("Bitte geben Sie die ganze Adresse an, zum Beispiel https://video.example/raum.")
        self.validators.append(URLValidator(schemes=["https", "http"], message=message))


class MeetingForm(RevisedForm[Meeting]):
    """The time and the place of a meeting."""

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "title",
            "starts_at",
            "ends_at",
            "place",
            "video_link",
            "description",
            "is_public",
        )
        field_classes = {"starts_at": DayAndTimeField, "ends_at": DayAndTimeField, "video_link": VideoLink}
        widgets = {"description": rich_text_area(5)}
        help_texts = {
            "title": _("Zum Beispiel: 3. Sitzung der Steuerungsgruppe"),
            "place": _("Zum Beispiel: Rathaus, Raum 312. Leer bei einer reinen Videokonferenz."),
            "video_link": _("Leer bei einer Sitzung nur vor Ort."),
            "is_public": _(
                "Öffentliche Sitzungen von Ausschüssen, Bezirksvertretungen und Rat stehen in den offenen Daten, "
                "die der Steuerungsgruppe und des Kernteams auf der öffentlichen Website unter „So entstand die "
                "Strategie“: Tag, Titel und die Titel der namentlichen Abfragen dazu."
            ),
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Meeting | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial)
        self.helper = form_helper(
            "revision",
            *self._first_fields(),
            "title",
            Div("starts_at", "ends_at", css_class="field-row"),
            Fieldset(_("Wo"), Div("place", "video_link", css_class="field-row")),
            Fieldset(_("Was alle vorher wissen sollen"), "description"),
            "is_public",
        )

    def _first_fields(self) -> tuple[str, ...]:
        return ()

    def clean(self) -> dict[str, object]:
        super().clean()
        values = self.cleaned_data
        start, end = values.get("starts_at"), values.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("Das Ende der Sitzung liegt vor ihrem Beginn."))
        if not (
            values.get("place") or values.get("video_link") or {"place", "video_link"} & set(self.errors)
        ):
            self.add_error("place", _("Bitte nennen Sie einen Ort oder den Link zur Videokonferenz."))
        return values


class NewMeetingForm(MeetingForm):
    """A meeting also has a body, which stays."""

    class Meta(MeetingForm.Meta):
        fields = ("committee", *MeetingForm.Meta.fields)

    def _first_fields(self) -> tuple[str, ...]:
        return ("committee",)


class MinutesForm(RevisedForm[Meeting]):
    """The minutes of a meeting, a long text."""

    class Meta:
        model = Meeting
        fields = ("minutes",)
        widgets = {"minutes": rich_text_area(24, headings=True)}

    def __init__(self, data: Mapping[str, object] | None = None, *, instance: Meeting | None = None) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("revision", "minutes")
