"""The rows about an element: proposals, and comments."""

from collections.abc import Iterable
from typing import Self, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from strategy.choices import ElementKind
from strategy.discussion.choices import ProposalIntent, ProposalStatus
from strategy.models.element import Element
from strategy.models.kinds import ELEMENT_MODELS
from strategy.models.themes import ThemeField

COMMENT_AT_MOST = 5_000


class AboutElement(models.Model):
    """A row about one element, named by kind and key; its theme field stands beside for lists per field.

    The five kinds are five tables, so kind and key are no foreign key: `strategy.actions.removal` takes the rows
    along with the element.
    """

    element_kind = models.CharField(_("Art"), max_length=20, choices=ElementKind, editable=False)
    element_key = models.UUIDField(_("Schlüssel"), db_index=True, editable=False)
    theme = models.ForeignKey(
        ThemeField, on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


SomethingAbout = TypeVar("SomethingAbout", bound=AboutElement, covariant=True)


class AboutElementQuerySet(models.QuerySet[SomethingAbout]):
    def about(self, element: Element) -> Self:
        return self.filter(element_key=element.pk)

    def in_use(self) -> Self:
        """Those whose element belongs to the working draft, in one query."""
        wanted = Q()
        for model in ELEMENT_MODELS.values():
            wanted |= Q(element_key__in=model.objects.active().values("pk"))
        return self.filter(wanted)

    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()


class ProposalQuerySet(AboutElementQuerySet["Proposal"]):
    def in_use(self) -> Self:
        """Those whose element, or the place of a new one, belongs to the working draft, in one query."""
        wanted = Q()
        for model in ELEMENT_MODELS.values():
            keys = model.objects.active().values("pk")
            wanted |= Q(element_key__in=keys) | Q(intent=ProposalIntent.ADDITION, parent_key__in=keys)
        return self.filter(wanted)

    def waiting_at(self, keys: Iterable[UUID]) -> Self:
        """The open ones about elements, or for a place below them."""
        here = Q(element_key__in=keys) | Q(parent_key__in=keys)
        return self.filter(here, status=ProposalStatus.OPEN)


class Proposal(AboutElement):
    """A proposal (Änderungsvorschlag) by somebody who may not do it: a change of an element, a new one, its removal,
    its move.

    `values` maps field names to the proposed values as a form takes them, of a change only those that differ from the
    state with `base_revision`, which is what the author saw. `parent_key` names what a new or moved element shall stand
    below; a new one is not there yet, and gets `element_key` when it is accepted.
    """

    intent = models.CharField(
        _("was"), max_length=10, choices=ProposalIntent, default=ProposalIntent.CHANGE, editable=False
    )
    parent_key = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    base_revision = models.PositiveIntegerField(editable=False)
    values = models.JSONField(_("vorgeschlagener Text"), editable=False)
    note = models.TextField(_("Begründung"), blank=True, validators=[MaxLengthValidator(COMMENT_AT_MOST)])
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="proposals"
    )
    created_at = models.DateTimeField(_("vorgeschlagen am"), editable=False)
    status = models.CharField(
        _("Stand"), max_length=25, choices=ProposalStatus, default=ProposalStatus.OPEN, editable=False
    )
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    reason = models.TextField(_("Antwort"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderungsvorschlag")
        verbose_name_plural = _("Änderungsvorschläge")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.OPEN, decided_at__isnull=True)
                | (~Q(status=ProposalStatus.OPEN) & Q(decided_at__isnull=False)),
                name="proposal_decision_is_dated",
                violation_error_message=_("Zu einer Entscheidung gehört ihr Zeitpunkt."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ProposalStatus.DECLINED) | ~Q(reason=""),
                name="proposal_declined_has_reason",
                violation_error_message=_("Bitte begründen Sie, warum der Vorschlag abgelehnt wird."),
            ),
            models.CheckConstraint(
                condition=Q(
                    intent__in=(ProposalIntent.ADDITION, ProposalIntent.MOVE), parent_key__isnull=False
                )
                | Q(intent__in=(ProposalIntent.CHANGE, ProposalIntent.REMOVAL), parent_key__isnull=True),
                name="proposal_names_place",
                violation_error_message=_("Bitte wählen Sie, wohin es kommt."),
            ),
            models.CheckConstraint(
                condition=~Q(intent=ProposalIntent.REMOVAL) | ~Q(note=""),
                name="proposal_removal_has_reason",
                violation_error_message=_("Bitte begründen Sie, warum es entfernt werden soll."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_element_kind_display()}, {self.author}"


class Comment(AboutElement):
    """A comment on an element. Replies hang on the first comment of a thread, which can be resolved."""

    thread = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="replies"
    )
    text = models.TextField(
        _("Kommentar"),
        validators=[
            MaxLengthValidator(
                COMMENT_AT_MOST,
                _("Ein Kommentar hat höchstens %(limit_value)s Zeichen, dieser hat %(show_value)s."),
            )
        ],
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="comments"
    )
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False)
    created_at = models.DateTimeField(_("geschrieben am"), editable=False)
    resolved_at = models.DateTimeField(_("erledigt am"), null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = AboutElementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")
        ordering = ("created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(thread__isnull=True) | Q(resolved_at__isnull=True),
                name="comment_only_threads_are_resolved",
                violation_error_message=_("Erledigt wird ein Gespräch als Ganzes, nicht eine Antwort."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"
