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
    DEPARTMENT = "department", _("Fachbereich")


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
    # Goals and measures of the theme fields whose working group one belongs to.
    EDIT_OWN_THEMES = "edit_own_themes"
    SETTLE_TEXTS = "settle_texts"
    CONSOLIDATE_THEMES = "consolidate_themes"
    DECIDE_PROPOSALS = "decide_proposals"
    PROPOSE_CHANGES = "propose_changes"
    COMMENT = "comment"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_BODIES = "manage_bodies"
    MANAGE_MEETINGS = "manage_meetings"
    MANAGE_POLLS = "manage_polls"
    EVALUATE_CONCEPTS = "evaluate_concepts"
    IMPORT_TABLES = "import_tables"
    # Merging them changes goals and measures wherever they stand.
    MANAGE_DEPARTMENTS = "manage_departments"
    READ_HANDBOOK = "read_handbook"
    # Measures and indicators of the departments one answers for.
    REPORT_OWN_ROWS = "report_own_rows"
    # What departments report counts when somebody with this right accepts it.
    MANAGE_IMPLEMENTATION = "manage_implementation"
    # Whether everything runs, and starting again what failed.
    WATCH_OPERATION = "watch_operation"


RIGHTS: dict[str, frozenset[Right]] = {
    Role.COORDINATION: frozenset(Right),
    Role.CORE_TEAM: frozenset(
        {
            Right.READ_WORKSPACE,
            Right.READ_HANDBOOK,
            Right.EDIT_GOALS,
            Right.REMOVE_GOALS,
            Right.EDIT_CHAPTERS,
            Right.SETTLE_TEXTS,
            Right.PROPOSE_CHANGES,
            Right.COMMENT,
            Right.MANAGE_MEETINGS,
            Right.EVALUATE_CONCEPTS,
            Right.IMPORT_TABLES,
        }
    ),
    Role.STEERING_MEMBER: frozenset(
        {
            Right.READ_WORKSPACE,
            Right.READ_HANDBOOK,
            Right.EDIT_OWN_THEMES,
            Right.PROPOSE_CHANGES,
            Right.COMMENT,
        }
    ),
    Role.COMMITTEE_OFFICE: frozenset(
        {
            Right.READ_WORKSPACE,
            Right.READ_HANDBOOK,
            Right.MANAGE_PAPERS,
            Right.PROPOSE_CHANGES,
            Right.COMMENT,
            Right.MANAGE_BODIES,
            Right.MANAGE_MEETINGS,
        }
    ),
    Role.READER: frozenset({Right.READ_WORKSPACE, Right.READ_HANDBOOK}),
    # Its accounts see the published strategy and their own rows, nothing else of the working area.
    Role.DEPARTMENT: frozenset({Right.READ_HANDBOOK, Right.REPORT_OWN_ROWS}),
}

# Whoever works in the working area; the others see rows of their own.
READERS = [role for role, rights in RIGHTS.items() if Right.READ_WORKSPACE in rights]
# The roles that report on the rows of their departments.
REPORTERS = [role for role, rights in RIGHTS.items() if Right.REPORT_OWN_ROWS in rights]

# Where somebody begins who does not read the working area.
START_PAGES: dict[str, str] = {Role.DEPARTMENT: "monitoring:own-rows"}

# Whoever can change what the council reads proves with a second factor who they are.
SECOND_FACTOR_ROLES = frozenset({Role.COORDINATION, Role.COMMITTEE_OFFICE})
