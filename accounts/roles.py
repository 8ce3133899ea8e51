"""Roles and their rights, as data: the whole permission policy of the product on one screen.

Nobody else decides what a role may do; `permissions` modules of the other apps ask `user.has_right(...)`.
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The part a person plays in the process (GNK method: coordination, core team, steering group)."""

    COORDINATION = "coordination", _("Koordination")
    CORE_TEAM = "core_team", _("Kernteam")
    STEERING_MEMBER = "steering_member", _("Mitglied der Steuerungsgruppe")
    COMMITTEE_OFFICE = "committee_office", _("Gremienbüro")
    READER = "reader", _("Lesezugang")


class Right(StrEnum):
    READ_WORKSPACE = "read_workspace"
    EDIT_GOALS = "edit_goals"
    REMOVE_GOALS = "remove_goals"
    EDIT_CHAPTERS = "edit_chapters"
    CHOOSE_THEMES = "choose_themes"
    CLOSE_PHASES = "close_phases"
    FREEZE_VERSIONS = "freeze_versions"
    PUBLISH_VERSIONS = "publish_versions"
    EDIT_SETTINGS = "edit_settings"
    MANAGE_PAPERS = "manage_papers"


RIGHTS: dict[str, frozenset[Right]] = {
    Role.COORDINATION: frozenset(Right),
    Role.CORE_TEAM: frozenset(
        {Right.READ_WORKSPACE, Right.EDIT_GOALS, Right.REMOVE_GOALS, Right.EDIT_CHAPTERS}
    ),
    Role.STEERING_MEMBER: frozenset({Right.READ_WORKSPACE, Right.EDIT_GOALS}),
    Role.COMMITTEE_OFFICE: frozenset({Right.READ_WORKSPACE, Right.MANAGE_PAPERS}),
    Role.READER: frozenset({Right.READ_WORKSPACE}),
}
