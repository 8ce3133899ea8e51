import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from strategy.choices import ElementKind, TextStatus
from strategy.models.strategy import Strategy


class ElementQuerySet(models.QuerySet[Any]):
    def active(self) -> Self:
        """What belongs to the working draft: removed elements of a frozen version are retired."""
        return self.filter(retired_at__isnull=True)

    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def open_to(self, user: User) -> Self:
        """The twin of `permissions.is_open_to`: where a person may work, whatever a text's status is."""
        active = self.active().filter(**{f"{self.model.path_to_strategy}__submitted_at__isnull": True})
        if self.model.path_to_theme is None:
            return active if user.has_right(self.model.edit_right) else self.none()
        if user.has_right(Right.CONSOLIDATE_THEMES):
            return active
        theme = f"{self.model.path_to_theme}__" if self.model.path_to_theme else ""
        unlocked = active.filter(**{f"{theme}consolidation_since__isnull": True})
        if user.has_right(self.model.edit_right):
            return unlocked
        if user.has_right(Right.EDIT_OWN_THEMES):
            return unlocked.filter(**{f"{theme}working_group_members__user": user})
        return self.none()

    def editable_by(self, user: User) -> Self:
        """The twin of `permissions.can_edit`."""
        return self.open_to(user)

    def removable_by(self, user: User) -> Self:
        """The twin of `permissions.can_remove`."""
        right = self.model.remove_right
        return self.open_to(user) if right and user.has_right(right) else self.none()

    def with_ancestors(self) -> Self:
        """Fetch what the number and the strategy of each element need along with it."""
        return self.select_related(self.model.path_to_strategy)


class NumberedElementQuerySet(ElementQuerySet):
    def editable_by(self, user: User) -> Self:
        """Texts that the steering group agreed on are locked for its members."""
        found = self.open_to(user)
        return (
            found if user.has_right(self.model.edit_right) else found.exclude(text_status=TextStatus.AGREED)
        )


class Element(models.Model):
    """What people edit one at a time. The primary key is the stable key of the element in every version.

    `revision` counts the saved states; a form carries the one it was opened with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    kind: ClassVar[ElementKind]
    edit_right: ClassVar[Right] = Right.EDIT_GOALS
    remove_right: ClassVar[Right | None] = Right.REMOVE_GOALS
    # Fields that its history does not show.
    not_in_history: ClassVar[frozenset[str]] = frozenset({"retired_by"})
    path_to_strategy: ClassVar[str]
    # The lookup of the theme field above: "" for a theme field itself, None where there is none.
    path_to_theme: ClassVar[str | None] = None
    # Who is named in the history when there is no request, or another person than its user.
    _history_user: User | None

    objects: ClassVar[Any] = ElementQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def strategy_of(self) -> Strategy:
        """The strategy above this element."""
        above: Any = self
        for step in self.path_to_strategy.split("__"):
            above = getattr(above, step)
        return above

    @property
    def theme_of(self) -> Any:
        """The theme field of this element: itself, the one above, or None for a chapter."""
        return None


class NumberedElement(Element):
    """A goal or measure. `position` is its place among its siblings, and so its part of the number."""

    position = models.PositiveIntegerField(_("Position"), editable=False)
    text_status = models.CharField(
        _("Stand der Abstimmung"), max_length=10, choices=TextStatus, default=TextStatus.DRAFT, editable=False
    )
    # Why the text went back a step; empty after a step forward.
    text_status_reason = models.TextField(_("Grund der Rückgabe"), blank=True, editable=False)

    parent_field: ClassVar[str]
    objects: ClassVar[Any] = NumberedElementQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def parent(self) -> Any:
        return getattr(self, self.parent_field)

    @property
    def theme_of(self) -> Any:
        return self.parent.theme_of

    @property
    def number(self) -> str:
        """The number in the working draft, such as "1.2.3"; it needs the ancestors."""
        return f"{self.parent.number}.{self.position}"

    def siblings(self) -> ElementQuerySet:
        """All elements below the same parent, this one and retired ones included."""
        return type(self).objects.filter(**{self.parent_field: self.parent})


def unique_position(parent_field: str, name: str) -> models.UniqueConstraint:
    """Two elements of the working draft never share a number; retired ones keep theirs beside."""
    return models.UniqueConstraint(
        fields=(parent_field, "position"),
        condition=models.Q(retired_at__isnull=True),
        name=name,
        violation_error_message=_("Diese Position ist schon vergeben."),
    )
