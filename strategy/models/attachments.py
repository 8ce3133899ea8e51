from typing import Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from files.models import TitledFile
from strategy.discussion.models.comments import AboutElement, AboutElementQuerySet
from strategy.models.kinds import PROGRAMME_MODELS


class AttachmentQuerySet(AboutElementQuerySet["Attachment"]):
    def removable_by(self, user: User) -> Self:
        """Those on what somebody may attach to."""
        wanted = Q()
        for model in PROGRAMME_MODELS.values():
            wanted |= Q(element_key__in=model.objects.attachable_by(user).values("pk"))
        return self.filter(wanted)

    def public(self) -> Self:
        """Those that everybody may see, once what they belong to is published."""
        return self.filter(is_public=True)


class Attachment(AboutElement, TitledFile):
    """A file or link (Unterlage) that lies with a theme field, goal or measure. It is no part of a frozen version."""

    file = models.FileField(_("Datei"), upload_to="unterlagen/%Y/", max_length=250, blank=True)
    link = models.URLField(_("Adresse im Internet"), max_length=500, blank=True)
    is_public = models.BooleanField(_("öffentlich"), default=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unterlage eines Elements")
        verbose_name_plural = _("Unterlagen von Elementen")
        ordering = ("uploaded_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(~Q(file="") & Q(link="")) | (Q(file="") & ~Q(link="")),
                name="attachment_file_or_link",
                violation_error_message=_("Eine Unterlage ist entweder eine Datei oder ein Link."),
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="attachment_link_is_https",
                violation_error_message=_("Ein Link beginnt mit https://."),
            ),
            models.CheckConstraint(
                condition=Q(element_kind__in=sorted(PROGRAMME_MODELS)),
                name="attachment_of_programme",
                violation_error_message=_("Unterlagen gibt es zu Themenfeldern, Zielen und Maßnahmen."),
            ),
        )

    @property
    def host(self) -> str:
        """The server that a link leads to; empty for a file."""
        return urlsplit(self.link).hostname or ""
