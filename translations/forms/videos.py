"""The form of a video in sign language."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.forms.layout import form_helper
from editing.one_line import one_line
from files.videos import SUBTITLES, VIDEO_TYPES
from strategy.forms.attachments import https_only
from strategy.inventory.forms.concepts import LinkField
from translations.told import Part


class VideoForm(forms.Form):
    """A video file, or a link to a page of the city; never somebody else's player in our pages."""

    part = forms.ChoiceField(label=gettext_lazy("Worum geht es?"))
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200, validators=[one_line])
    file = forms.FileField(
        label=gettext_lazy("Video"),
        required=False,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ",".join(kind.suffix for kind in VIDEO_TYPES)}),
        error_messages={"empty": gettext_lazy("Diese Datei ist leer.")},
    )
    subtitles = forms.FileField(
        label=gettext_lazy("Untertitel"),
        required=False,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": SUBTITLES.suffix}),
        help_text=gettext_lazy("Eine Datei der Art WebVTT (.vtt), wenn es Untertitel gibt."),
        error_messages={"empty": gettext_lazy("Diese Datei ist leer.")},
    )
    link = LinkField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        validators=[https_only],
        help_text=gettext_lazy("Eine Seite Ihrer Kommune, auf der das Video steht."),
    )

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {part.address: part for part in parts}
        choices = [(part.address, f"{part.number} {part.heading}".strip()) for part in parts]
        self.fields["part"].choices = choices  # type: ignore[attr-defined]
        self.fields["file"].help_text = _("MP4 oder WebM, höchstens %d MB.") % settings.VIDEO_MEGABYTES

    @property
    def helper(self) -> FormHelper:
        one_of = Fieldset(_("Eine Datei oder ein Link"), "file", "subtitles", "link")
        return form_helper("part", "title", one_of, button=_("Hinzufügen"))

    def clean_part(self) -> Part:
        """The part that was chosen."""
        return self.parts[self.cleaned_data["part"]]

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or self.cleaned_data
        if not {"file", "link"} & self.errors.keys():
            if values["file"] and values["link"]:
                self.add_error(
                    "link", _("Bitte geben Sie entweder eine Datei oder einen Link an, nicht beides.")
                )
            elif not values["file"] and not values["link"]:
                self.add_error("file", _("Bitte wählen Sie eine Datei, oder geben Sie einen Link an."))
            elif values["link"] and values.get("subtitles"):
                self.add_error("subtitles", _("Untertitel gehören zu einer Datei, nicht zu einem Link."))
        return values
