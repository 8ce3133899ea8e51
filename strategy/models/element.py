import uuid
from datetime import datetime, timedelta
from operator import attrgetter
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from strategy.choices import SETTLED_STATUSES, ElementKind, TextStatus
from strategy.models.strategy import Strategy

# How long what was removed can be taken back.
KEPT_IN_BIN = timedelta(days=90)

AnElement = TypeVar("AnElement", bound="Element", covariant=True)
ANumberedElement = TypeVar("ANumberedElement", bound="NumberedElement", covariant=True)


class ElementQuerySet(models.QuerySet[AnElement]):
    def active(self) -> Self:
        """The elements of the working draft: what was removed is retired."""
        return self.filter(retired_at__isnull=True)

    def restorable_by(self, user: User, at: datetime) -> Self:
        """What was thrown into the bin by itself, and may still be taken out."""
        thrown = self.filter(removed_with=models.F("pk"), retired_at__gt=at - KEPT_IN_BIN)
        return thrown if user.has_right(self.model.bin_right) else self.none()

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

    def proposable_by(self, user: User) -> Self:
        """The twin of `permissions.can_propose`."""
        if not user.has_right(Right.PROPOSE_CHANGES):
            return self.none()
        found = self.active().filter(**{f"{self.model.path_to_strategy}__submitted_at__isnull": True})
        if self.model.path_to_theme is not None:
            theme = f"{self.model.path_to_theme}__" if self.model.path_to_theme else ""
            found = found.filter(**{f"{theme}consolidation_since__isnull": True})
        return found.exclude(pk__in=self.editable_by(user).values("pk"))

    def attachable_by(self, user: User) -> Self:
        """The twin of `permissions.can_attach`."""
        return self.active() if user.has_right(Right.CONSOLIDATE_THEMES) else self.editable_by(user)

    def removable_by(self, user: User) -> Self:
        """The twin of `permissions.can_remove`."""
        right = self.model.remove_right
        return self.open_to(user) if right and user.has_right(right) else self.none()

    def in_chosen_themes(self) -> Self:
        """Selected theme fields, or what stands below them, in the order of the numbers."""
        theme = f"{self.model.path_to_theme}__" if self.model.path_to_theme else ""
        return self.filter(**{f"{theme}position__isnull": False}).order_by(*self.model.number_lookups)

    def with_ancestors(self) -> Self:
        """Fetch what the number and the strategy of each element need along with it."""
        return self.select_related(self.model.path_to_strategy)


class NumberedElementQuerySet(ElementQuerySet[ANumberedElement]):
    def editable_by(self, user: User) -> Self:
        """Texts that the steering group agreed on, or the council, are locked for its members."""
        found = self.open_to(user)
        if user.has_right(self.model.edit_right):
            return found
        return found.exclude(text_status__in=sorted(SETTLED_STATUSES))


class Element(models.Model):
    """A text that people edit by itself. The primary key is the stable key of the element in every version.

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
    # The key of the element with which it was thrown into the bin: its own where that was done to itself.
    # None for what is not there, or went without the bin: by a decision of the council.
    removed_with = models.UUIDField(null=True, blank=True, editable=False, db_index=True)

    kind: ClassVar[ElementKind]
    edit_right: ClassVar[Right] = Right.EDIT_GOALS
    remove_right: ClassVar[Right | None] = Right.REMOVE_GOALS
    # Who takes it out of the bin again.
    bin_right: ClassVar[Right] = Right.REMOVE_GOALS
    # Fields that its history does not show.
    not_in_history: ClassVar[frozenset[str]] = frozenset({"retired_by", "removed_with"})
    # The name of the relation to what stands above.
    parent_field: ClassVar[str]
    # Who is named in the history when there is no request, or another person than its user.
    _history_user: User | None
    # What the history says instead of "geändert".
    _change_reason: str
    # Set while a row is saved that is saved again right after: one change is one entry in the history.
    skip_history_when_saving: bool

    class Meta:
        abstract = True

    @classproperty
    def element_above(cls) -> "type[Element] | None":
        """The model of what stands above; None directly below the strategy."""
        above = cls._meta.get_field(cls.parent_field).related_model
        return above if above is not None and issubclass(above, Element) else None

    @classproperty
    def path_to_strategy(cls) -> str:
        """The lookup of the strategy above."""
        above = cls.element_above
        return f"{cls.parent_field}__{above.path_to_strategy}" if above else cls.parent_field

    @classproperty
    def path_to_theme(cls) -> str | None:
        """The lookup of the theme field above: "" for a theme field itself, None where there is none."""
        return None

    @classproperty
    def number_lookups(cls) -> tuple[str, ...]:
        """The lookups of the positions that make up the number, the highest first; none without a number."""
        return ()

    @property
    def strategy_of(self) -> Strategy:
        """The strategy above this element."""
        above: Strategy = attrgetter(self.path_to_strategy.replace("__", "."))(self)
        return above


class NumberedElement(Element):
    """A goal or measure. `position` is its place among its siblings, and so its part of the number."""

    position = models.PositiveIntegerField(_("Position"), editable=False)
    text_status = models.CharField(
        _("Stand der Abstimmung"), max_length=10, choices=TextStatus, default=TextStatus.DRAFT, editable=False
    )
    # Why the text went back a step; empty after a step forward.
    text_status_reason = models.TextField(_("Grund der Rückgabe"), blank=True, editable=False)

    objects = NumberedElementQuerySet.as_manager()

    class Meta:
        abstract = True

    @classproperty
    def path_to_theme(cls) -> str:
        above = cls.element_above.path_to_theme if cls.element_above else None
        return f"{cls.parent_field}__{above}" if above else cls.parent_field

    @classproperty
    def number_lookups(cls) -> tuple[str, ...]:
        above = cls.element_above.number_lookups if cls.element_above else ()
        return (*(f"{cls.parent_field}__{lookup}" for lookup in above), "position")

    @property
    def number(self) -> str:
        """The number in the working draft, such as "1.2.3"; it needs the ancestors."""
        return f"{getattr(self, self.parent_field).number}.{self.position}"

    def siblings(self) -> "NumberedElementQuerySet[Self]":
        """All elements below the same parent, this one and retired ones included."""
        parent = getattr(self, f"{self.parent_field}_id")
        return NumberedElementQuerySet(type(self)).filter(**{self.parent_field: parent})


def unique_position(parent_field: str, name: str) -> models.UniqueConstraint:
    """Two elements of the working draft never share a number; retired ones keep theirs beside."""
    return models.UniqueConstraint(
        fields=(parent_field, "position"),
        condition=models.Q(retired_at__isnull=True),
        name=name,
        violation_error_message=_("Diese Position ist schon vergeben."),
    )
