"""Every address x every role x anonymous.

The list comes from the URL patterns, so that a new address without an entry fails. Each cell says what a GET
(or, for addresses that only take POST, a POST) answers: "ok" a page or a redirect inside the working area,
"login" the way to the login page, "hidden" 404.
"""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.actions import invite
from accounts.invitations import hash_of
from accounts.models import Invitation, User
from accounts.roles import Role
from committees.bodies.models import SeatGroup
from committees.council.choices import AmendmentKind, BudgetPlan, Mover, PaperState
from committees.council.models import Amendment, Paper, RouteTemplate
from committees.meetings.reply_tokens import reply_token
from exports.models import ExportFile
from jobs.actions import give_sign_of_life
from monitoring.actions.progress import publish_report
from monitoring.models import CoreIndicator, FrameworkAspect, MeasureExecution, MeasureYear
from oparl.models import PublishedFile, PublishedObject
from oparl.publishing import refresh
from strategy.actions.removal import remove_element
from strategy.actions.themes import add_own_theme, remove_candidate
from strategy.choices import ElementKind, Phase, TextStatus
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.document.tree import KINDS_BELOW_THEMES, PROGRAMME_KINDS
from strategy.inventory.choices import EvaluationStatus
from strategy.links import SLUGS
from strategy.models import Chapter, Measure, Municipality, OperationalGoal, ThemeField
from strategy.models.kinds import MODELS_BELOW_THEMES, elements_of
from tables.kinds.measures import MEASURES
from tests.builders import (
    NOW,
    answer_for,
    freeze_drafted,
    join_working_group,
    load_sample_framework,
    make_attachment,
    make_comment,
    make_concept,
    make_concept_file,
    make_consultation,
    make_contradiction,
    make_department,
    make_export,
    make_extract,
    make_feedback,
    make_goal,
    make_indicator,
    make_job,
    make_library_source,
    make_measure,
    make_measure_resolution,
    make_meeting,
    make_milestone,
    make_paper,
    make_poll,
    make_programme,
    make_progress_report,
    make_proposal,
    make_reading,
    make_remembered_head,
    make_remembered_word,
    make_report,
    make_report_file,
    make_resolution,
    make_round,
    make_sign_video,
    make_steering_group,
    make_strategic_goal,
    make_strategy,
    make_swot_entry,
    make_table_import,
    make_target,
    make_term,
    make_translation,
    make_user,
    make_value,
    make_version,
    make_voted_poll,
)
from tests.files.pictures import photo
from tests.link_names import misnamed_on

ALL = frozenset(Role)
# A department sees nothing of the working area but its own rows.
READERS = ALL - {Role.DEPARTMENT}
COORDINATION = frozenset({Role.COORDINATION})
EDITORS = frozenset({Role.COORDINATION, Role.CORE_TEAM, Role.STEERING_MEMBER})
WRITERS = frozenset({Role.COORDINATION, Role.CORE_TEAM})
OFFICE = frozenset({Role.COORDINATION, Role.COMMITTEE_OFFICE})
MEETINGS = OFFICE | {Role.CORE_TEAM}
PROPOSERS = frozenset({Role.STEERING_MEMBER, Role.COMMITTEE_OFFICE})
TALKERS = READERS - {Role.READER}
REPORTERS = frozenset({Role.COORDINATION, Role.DEPARTMENT})
PUBLIC = None  # everybody, without login

# Address name -> (method, who may). Names with arguments are filled in by `arguments`.
MATRIX: dict[str, tuple[str, frozenset[Role] | None]] = {
    # Steps of signing in lead those who have not begun to the beginning, and those who are inside on.
    "account_login": ("get", PUBLIC),
    "account_logout": ("post", PUBLIC),
    "account_request_login_code": ("get", PUBLIC),
    "account_confirm_login_code": ("get", ALL),
    "account_reset_password": ("get", PUBLIC),
    "account_confirm_password_reset_code": ("get", ALL),
    "account_complete_password_reset": ("get", PUBLIC),
    "account_password_reset_completed": ("get", PUBLIC),
    "account_change_password": ("get", ALL),
    "account_set_password": ("get", ALL),
    "account_reauthenticate": ("get", ALL),
    "mfa_authenticate": ("get", ALL),
    "mfa_login_webauthn": ("get", ALL),
    "mfa_reauthenticate": ("get", ALL),
    "mfa_reauthenticate_webauthn": ("get", ALL),
    "mfa_index": ("get", ALL),
    "mfa_activate_totp": ("get", ALL),
    "mfa_deactivate_totp": ("get", frozenset()),
    "mfa_list_webauthn": ("get", ALL),
    "mfa_add_webauthn": ("get", ALL),
    "mfa_edit_webauthn": ("get", ALL),
    "mfa_remove_webauthn": ("get", ALL),
    "mfa_view_recovery_codes": ("get", ALL),
    "mfa_generate_recovery_codes": ("get", ALL),
    "accounts:profile": ("get", ALL),
    "accounts:consent": ("get", ALL),
    "accounts:session-list": ("get", ALL),
    "accounts:session-end": ("post", ALL),
    "accounts:invitation": ("get", PUBLIC),
    "accounts:first-person": ("get", PUBLIC),
    "accounts:mail-resend": ("post", ALL),
    "accounts:account-list": ("get", COORDINATION),
    "accounts:account-invite": ("get", COORDINATION),
    "accounts:account-edit": ("get", COORDINATION),
    "accounts:account-reinvite": ("post", COORDINATION),
    "accounts:account-close": ("post", COORDINATION),
    "accounts:account-reopen": ("post", COORDINATION),
    "accounts:account-leave": ("get", COORDINATION),
    "exports:export-file": ("get", READERS),
    "operation:overview": ("get", COORDINATION),
    "operation:data-protection": ("get", COORDINATION),
    "operation:data-protection-record": ("get", COORDINATION),
    "operation:job-retry": ("post", COORDINATION),
    **{f"health:{name}": ("get", PUBLIC) for name in ("live", "ready", "metrics")},
    # Each kind of job says who sees it and who may end it.
    "jobs:job-status:export": ("get", READERS),
    "jobs:job-status:concept": ("get", READERS),
    "jobs:job-status:import": ("get", WRITERS),
    "jobs:job-status:reading": ("get", OFFICE),
    # Somebody else has ordered it.
    "jobs:job-cancel:export": ("post", frozenset()),
    "jobs:job-cancel:concept": ("post", WRITERS),
    "jobs:job-cancel:import": ("post", WRITERS),
    "jobs:job-cancel:reading": ("post", OFFICE),
    "search:results": ("get", READERS),
    **{f"handbook:{name}": ("get", ALL) for name in ("overview", "section", "pdf")},
    **{f"handbook:welcome-{name}": ("post", ALL) for name in ("put-away", "show-again")},
    "tables:table-list": ("get", READERS),
    "tables:table-workbook": ("get", READERS),
    "tables:table-csv": ("get", READERS),
    "tables:table-template": ("get", READERS),
    "tables:import-add": ("get", WRITERS),
    "tables:import-memory": ("get", WRITERS),
    "tables:import-forget-head": ("post", WRITERS),
    "tables:import-forget-word": ("post", WRITERS),
    **{
        f"tables:import-{name}": ("get", WRITERS)
        for name in ("detail", "columns", "discard", "undo", "wrong-workbook", "wrong-csv")
    },
    **{f"tables:import-{name}": ("post", WRITERS) for name in ("decide", "answer", "apply", "retry")},
    "tables:tray": ("get", WRITERS),
    "tables:tray-remove": ("post", WRITERS),
    "strategy:guide": ("get", ALL),
    "strategy:finding-list": ("get", READERS),
    "strategy:setup": ("get", frozenset()),
    "strategy:first-look": ("get", COORDINATION),
    "strategy:first-pages": ("get", COORDINATION),
    "short:element": ("get", READERS),
    "strategy:settings": ("get", COORDINATION),
    "strategy:chapter-settings": ("get", COORDINATION),
    "strategy:mail-settings": ("get", COORDINATION),
    "strategy:test-mail": ("post", COORDINATION),
    "strategy:organisation": ("get", READERS),
    "strategy:opposites": ("get", WRITERS),
    **{f"strategy:opposite-{name}": ("post", WRITERS) for name in ("agree", "reopen", "note")},
    "strategy:inventory": ("get", READERS),
    "strategy:concept-list": ("get", READERS),
    "strategy:concept-detail": ("get", READERS),
    "strategy:concept-history": ("get", READERS),
    "strategy:concept-file": ("get", READERS),
    "strategy:concept-add": ("get", WRITERS),
    "strategy:concept-edit": ("get", WRITERS),
    "strategy:concept-remove": ("get", WRITERS),
    "strategy:concept-evaluation": ("post", WRITERS),
    "strategy:concept-file-upload": ("get", WRITERS),
    "strategy:concept-file-remove": ("get", WRITERS),
    "strategy:concept-file-read": ("post", WRITERS),
    "strategy:department-list": ("get", READERS),
    "strategy:department-detail": ("get", READERS),
    "strategy:department-history": ("get", READERS),
    "strategy:department-add": ("get", COORDINATION),
    "strategy:department-edit": ("get", COORDINATION),
    "strategy:department-remove": ("get", COORDINATION),
    "strategy:department-spellings": ("get", COORDINATION),
    "strategy:department-merge": ("get", COORDINATION),
    "strategy:concept-kind-list": ("get", WRITERS),
    "strategy:concept-kind-add": ("get", WRITERS),
    "strategy:concept-kind-edit": ("get", WRITERS),
    "strategy:concept-kind-remove": ("get", WRITERS),
    "strategy:extract-detail": ("get", READERS),
    "strategy:extract-history": ("get", READERS),
    "strategy:extract-add": ("get", WRITERS),
    "strategy:extract-edit": ("get", WRITERS),
    "strategy:extract-remove": ("get", WRITERS),
    "strategy:extract-set-aside": ("get", WRITERS),
    "strategy:extract-reopen": ("post", WRITERS),
    "strategy:extract-take-over": ("get", WRITERS),
    "strategy:extract-link": ("get", WRITERS),
    "strategy:extract-unlink": ("post", WRITERS),
    "strategy:contradiction-add": ("get", WRITERS),
    "strategy:contradiction-remove": ("get", WRITERS),
    "strategy:concept-sheet": ("get", READERS),
    "strategy:concept-sheet-file": ("get", READERS),
    "strategy:phase-close": ("get", COORDINATION),
    "strategy:phase-reopen": ("post", COORDINATION),
    "strategy:theme-selection": ("get", READERS),
    "strategy:candidate-add": ("get", COORDINATION),
    "strategy:candidate-merge": ("get", COORDINATION),
    "strategy:theme-select": ("post", COORDINATION),
    "strategy:theme-leave-out": ("get", COORDINATION),
    "strategy:theme-reopen": ("post", COORDINATION),
    "strategy:theme-prescribe": ("post", COORDINATION),
    "strategy:theme-up": ("post", COORDINATION),
    "strategy:theme-down": ("post", COORDINATION),
    "strategy:candidate-remove": ("post", COORDINATION),
    "strategy:bin-list": ("get", WRITERS),
    "strategy:bin-element:theme": ("get", COORDINATION),
    "strategy:bin-element:strategic_goal": ("get", WRITERS),
    "strategy:bin-element:operational_goal": ("get", WRITERS),
    "strategy:bin-element:measure": ("get", WRITERS),
    "strategy:bin-element:chapter": ("get", frozenset()),
    # It takes out what it is asked for: nothing here.
    "strategy:bin-several": ("post", frozenset()),
    "strategy:bin-concept": ("post", WRITERS),
    "strategy:bin-extract": ("post", WRITERS),
    "strategy:theme-list": ("get", READERS),
    "strategy:operational-goal-list": ("get", READERS),
    "strategy:measure-list": ("get", READERS),
    "strategy:measure-row": ("get", READERS),
    "strategy:measure-row-edit": ("get", EDITORS),
    "strategy:chapter-list": ("get", READERS),
    "strategy:activity": ("get", READERS),
    "strategy:activity-seen": ("post", READERS),
    "strategy:digest-choose": ("post", READERS),
    "strategy:digest-unsubscribe": ("get", PUBLIC),
    "strategy:smart-check": ("post", TALKERS),
    "strategy:working-group": ("get", OFFICE),
    "strategy:theme-submit": ("get", EDITORS),
    "strategy:swot": ("get", READERS),
    "strategy:theme-evidence": ("get", READERS),
    "strategy:swot-history": ("get", READERS),
    "strategy:swot-add": ("get", EDITORS),
    "strategy:swot-edit": ("get", EDITORS),
    "strategy:swot-remove": ("get", EDITORS),
    "strategy:consolidation-begin": ("post", COORDINATION),
    "strategy:consolidation-end": ("post", COORDINATION),
    "strategy:text-status-change": ("post", EDITORS),
    # Only the message after a step has the moment that this address asks for.
    "strategy:text-status-take-back": ("post", frozenset()),
    "strategy:proposal-list": ("get", READERS),
    "strategy:proposal-detail": ("get", READERS),
    "strategy:proposal-accept": ("get", COORDINATION),
    "strategy:proposal-decline": ("get", COORDINATION),
    # Whoever made the proposal, or wrote the comment: none of these people.
    "strategy:proposal-withdraw": ("get", frozenset()),
    "strategy:comment-delete": ("get", frozenset()),
    "strategy:comment-reply": ("get", TALKERS),
    "strategy:comment-resolve": ("post", TALKERS),
    "strategy:comment-reopen": ("post", TALKERS),
    # Who may edit a text does not propose a change of it.
    "strategy:proposal-add:theme": ("get", frozenset({Role.COMMITTEE_OFFICE})),
    "strategy:proposal-add:strategic_goal": ("get", frozenset({Role.COMMITTEE_OFFICE})),
    "strategy:proposal-add:operational_goal": ("get", frozenset({Role.COMMITTEE_OFFICE})),
    "strategy:proposal-add:measure": ("get", frozenset({Role.COMMITTEE_OFFICE})),
    "strategy:proposal-add:chapter": ("get", frozenset({Role.COMMITTEE_OFFICE, Role.STEERING_MEMBER})),
    **{
        f"strategy:proposal-add-new:{kind}": ("get", frozenset({Role.COMMITTEE_OFFICE}))
        for kind in ("strategic_goal", "operational_goal", "measure")
    },
    # A working group edits its texts, but does not remove them. Once numbers are fixed nobody moves anything.
    **{
        f"strategy:proposal-add-{what}:{kind}": ("get", allowed)
        for what, allowed in (("removal", PROPOSERS), ("move", frozenset()))
        for kind in ("strategic_goal", "operational_goal", "measure")
    },
    "strategy:comment-add:theme": ("get", TALKERS),
    "strategy:comment-add:strategic_goal": ("get", TALKERS),
    "strategy:comment-add:operational_goal": ("get", TALKERS),
    "strategy:comment-add:measure": ("get", TALKERS),
    "strategy:comment-add:chapter": ("get", TALKERS),
    "editing:readability": ("post", READERS),
    # Only an open form has the token that this address asks for.
    "editing:presence": ("post", frozenset()),
    "strategy:version-list": ("get", READERS),
    "strategy:version-freeze": ("get", COORDINATION),
    "strategy:version-detail": ("get", READERS),
    "strategy:comparison": ("get", READERS),
    "strategy:comparison-choice": ("get", READERS),
    "strategy:comparison-with-draft": ("get", READERS),
    "strategy:comparison-pdf": ("post", READERS),
    "strategy:version-docx": ("get", READERS),
    "strategy:version-json": ("get", READERS),
    "strategy:version-pdf": ("post", COORDINATION),
    "strategy:version-files": ("get", READERS),
    "strategy:version-file-order": ("post", READERS),
    "strategy:version-file-remove": ("post", COORDINATION),
    "strategy:version-publish": ("get", COORDINATION),
    "strategy:version-withdraw": ("get", COORDINATION),
    "strategy:element-add:strategic_goal": ("get", EDITORS),
    "strategy:element-add:operational_goal": ("get", EDITORS),
    "strategy:element-add:measure": ("get", EDITORS),
    "strategy:element-detail:theme": ("get", READERS),
    "strategy:element-detail:strategic_goal": ("get", READERS),
    "strategy:element-detail:operational_goal": ("get", READERS),
    "strategy:element-detail:measure": ("get", READERS),
    "strategy:element-detail:chapter": ("get", READERS),
    "strategy:element-edit:theme": ("get", EDITORS),
    "strategy:element-edit:strategic_goal": ("get", EDITORS),
    "strategy:element-edit:operational_goal": ("get", EDITORS),
    "strategy:element-edit:measure": ("get", EDITORS),
    "strategy:element-edit:chapter": ("get", WRITERS),
    "strategy:element-history:theme": ("get", READERS),
    "strategy:element-history:strategic_goal": ("get", READERS),
    "strategy:element-history:operational_goal": ("get", READERS),
    "strategy:element-history:measure": ("get", READERS),
    "strategy:element-history:chapter": ("get", READERS),
    "strategy:element-former:theme": ("get", EDITORS),
    "strategy:element-former:strategic_goal": ("get", EDITORS),
    "strategy:element-former:operational_goal": ("get", EDITORS),
    "strategy:element-former:measure": ("get", EDITORS),
    "strategy:element-former:chapter": ("get", WRITERS),
    "strategy:concept-former": ("get", WRITERS),
    "strategy:extract-former": ("get", WRITERS),
    **{f"strategy:attachment-add:{kind}": ("get", EDITORS) for kind in PROGRAMME_KINDS},
    "strategy:attachment-file": ("get", READERS),
    "strategy:attachment-remove": ("get", EDITORS),
    **{f"strategy:element-place:{kind}": ("get", EDITORS) for kind in KINDS_BELOW_THEMES},
    **{f"strategy:element-order:{kind}": ("post", EDITORS) for kind in KINDS_BELOW_THEMES},
    "strategy:element-order:theme": ("post", frozenset()),
    "strategy:element-order:chapter": ("post", frozenset()),
    "strategy:element-place:theme": ("get", frozenset()),
    "strategy:element-place:chapter": ("get", frozenset()),
    **{
        f"strategy:element-several:{kind}": ("get", EDITORS)
        for kind in ("theme", "strategic_goal", "operational_goal")
    },
    "strategy:element-several:measure": ("get", frozenset()),
    "strategy:element-several:chapter": ("get", frozenset()),
    "strategy:element-remove:theme": ("get", frozenset()),
    "strategy:element-remove:strategic_goal": ("get", WRITERS),
    "strategy:element-remove:operational_goal": ("get", WRITERS),
    "strategy:element-remove:measure": ("get", WRITERS),
    "strategy:element-remove:chapter": ("get", frozenset()),
    "strategy:element-up:theme": ("post", frozenset()),
    "strategy:element-up:strategic_goal": ("post", EDITORS),
    "strategy:element-up:operational_goal": ("post", EDITORS),
    "strategy:element-up:measure": ("post", EDITORS),
    "strategy:element-up:chapter": ("post", frozenset()),
    "strategy:element-down:theme": ("post", frozenset()),
    "strategy:element-down:strategic_goal": ("post", EDITORS),
    "strategy:element-down:operational_goal": ("post", EDITORS),
    "strategy:element-down:measure": ("post", EDITORS),
    "strategy:element-down:chapter": ("post", frozenset()),
    "bodies:committee-list": ("get", READERS),
    "bodies:committee-add": ("get", OFFICE),
    "bodies:starter-set": ("get", OFFICE),
    "bodies:first-bodies": ("get", COORDINATION),
    "bodies:committee-detail": ("get", READERS),
    "bodies:committee-edit": ("get", OFFICE),
    "bodies:seat-add": ("get", OFFICE),
    "bodies:seat-edit": ("get", OFFICE),
    "bodies:seat-end": ("get", OFFICE),
    "bodies:seat-group-list": ("get", OFFICE),
    "bodies:seat-group-add": ("get", OFFICE),
    "bodies:seat-group-edit": ("get", OFFICE),
    "bodies:seat-group-up": ("post", OFFICE),
    "bodies:seat-group-down": ("post", OFFICE),
    "bodies:seat-group-remove": ("get", OFFICE),
    "bodies:member-invite": ("get", COORDINATION),
    "bodies:member-list-invite": ("get", COORDINATION),
    "bodies:member-leave": ("get", COORDINATION),
    "meetings:meeting-list": ("get", READERS),
    "meetings:meeting-add": ("get", MEETINGS),
    "meetings:meeting-detail": ("get", READERS),
    "meetings:meeting-edit": ("get", MEETINGS),
    "meetings:meeting-minutes": ("get", MEETINGS),
    "meetings:meeting-invite": ("get", MEETINGS),
    "meetings:meeting-update": ("get", MEETINGS),
    "meetings:meeting-cancel": ("get", MEETINGS),
    # Those who are invited: none of these people.
    "meetings:meeting-reply": ("get", frozenset()),
    "meetings:invitation-reply": ("get", PUBLIC),
    "meetings:meeting-calendar": ("get", READERS),
    "meetings:meeting-attendance": ("get", MEETINGS),
    "meetings:meeting-agenda-pdf": ("get", READERS),
    "meetings:meeting-minutes-pdf": ("get", READERS),
    "meetings:meeting-screen": ("get", READERS),
    "meetings:meeting-screen-part": ("get", READERS),
    "meetings:meeting-show": ("post", MEETINGS),
    "meetings:agenda-item-add": ("get", MEETINGS),
    "meetings:agenda-item-edit": ("get", MEETINGS),
    "meetings:agenda-item-result": ("get", MEETINGS),
    "meetings:agenda-item-up": ("post", MEETINGS),
    "meetings:agenda-item-down": ("post", MEETINGS),
    "meetings:agenda-item-remove": ("get", MEETINGS),
    "meetings:document-add": ("get", MEETINGS),
    "meetings:document-file": ("get", READERS),
    "meetings:document-remove": ("get", MEETINGS),
    "meetings:poll-list": ("get", READERS),
    "meetings:poll-kinds": ("get", COORDINATION),
    "meetings:poll-add": ("get", COORDINATION),
    "meetings:poll-detail": ("get", READERS),
    "meetings:poll-edit": ("get", COORDINATION),
    "meetings:poll-options": ("get", COORDINATION),
    "meetings:poll-schedule": ("get", COORDINATION),
    "meetings:poll-open": ("get", COORDINATION),
    "meetings:poll-close": ("get", COORDINATION),
    "meetings:poll-remind": ("get", COORDINATION),
    "meetings:poll-remove": ("get", COORDINATION),
    # Whoever has a vote in the survey, whatever their role is: none of these people.
    "meetings:poll-vote": ("get", frozenset()),
    "meetings:poll-thanks": ("get", frozenset()),
    "meetings:poll-csv": ("get", READERS),
    "meetings:poll-xlsx": ("get", READERS),
    "meetings:poll-screen": ("get", READERS),
    "meetings:poll-take-over": ("get", COORDINATION),
    "council:paper-list": ("get", READERS),
    "council:paper-add": ("get", OFFICE),
    "council:paper-detail": ("get", READERS),
    **{f"council:paper-{name}": ("get", OFFICE) for name in ("edit", "submit", "withdraw")},
    "council:paper-pdf": ("post", READERS),
    "council:paper-docx": ("get", READERS),
    **{f"council:effect-{name}": ("get", OFFICE) for name in ("add", "edit", "suggest")},
    "council:effect-remove": ("get", OFFICE),
    "council:annex-add": ("get", OFFICE),
    "council:annex-file": ("get", READERS),
    "council:annex-remove": ("get", OFFICE),
    "council:decision": ("get", READERS),
    "council:amendment-detail": ("get", READERS),
    **{
        f"council:amendment-{name}": ("get", OFFICE)
        for name in ("add", "change", "new", "strike", "edit", "withdraw")
    },
    **{f"council:measure-resolution-{name}": ("get", READERS) for name in ("list", "csv", "xlsx")},
    **{f"council:measure-resolution-{name}": ("get", OFFICE) for name in ("add", "edit", "remove")},
    "council:consultation-add": ("get", OFFICE),
    "council:consultation-edit": ("get", OFFICE),
    "council:consultation-up": ("post", OFFICE),
    "council:consultation-down": ("post", OFFICE),
    "council:consultation-remove": ("get", OFFICE),
    "council:route-list": ("get", OFFICE),
    "council:route-save": ("get", OFFICE),
    "council:route-apply": ("get", OFFICE),
    "council:route-rename": ("get", OFFICE),
    "council:route-remove": ("get", OFFICE),
    "bodies:term-list": ("get", OFFICE),
    "bodies:term-add": ("get", OFFICE),
    "bodies:term-edit": ("get", OFFICE),
    "bodies:term-remove": ("get", OFFICE),
    "council:consultation-outcome": ("get", OFFICE),
    "council:consultation-record": ("get", READERS),
    "council:resolution-file": ("get", READERS),
    "publication:home": ("get", PUBLIC),
    "publication:theme": ("get", PUBLIC),
    "publication:goal": ("get", PUBLIC),
    "publication:measure": ("get", PUBLIC),
    "publication:measures": ("get", PUBLIC),
    "publication:measures-csv": ("get", PUBLIC),
    "publication:state": ("get", PUBLIC),
    "publication:news-feed": ("get", PUBLIC),
    "publication:indicator": ("get", PUBLIC),
    "publication:agenda": ("get", PUBLIC),
    "publication:attachment-file": ("get", PUBLIC),
    "publication:report-file": ("get", PUBLIC),
    "publication:foundations": ("get", PUBLIC),
    "publication:sdg": ("get", PUBLIC),
    "publication:coming-about": ("get", PUBLIC),
    "publication:decision": ("get", PUBLIC),
    **{
        f"publication:{name}": ("get", PUBLIC)
        for name in ("version-list", "version", "version-theme", "version-pdf", "version-json")
    },
    **{f"publication:{name}": ("get", PUBLIC) for name in ("version-html", "version-epub")},
    **{
        f"publication:{name}": ("get", PUBLIC)
        for name in ("decision-changes", "version-changes", "version-comparison")
    },
    **{
        f"publication:{name}": ("get", PUBLIC)
        for name in ["version-feed", "sitemap", "robots", "security-txt"]
    },
    **{
        f"publication:{name}": ("get", PUBLIC)
        for name in ("data", "data-file", "data-schema", "catalogue-turtle", "catalogue-json-ld")
    },
    **{
        f"publication:api{name}": ("get", PUBLIC)
        for name in ("", "-description", "-versions", "-version", "-document", "-list", "-item", "-elsewhere")
    },
    "publication:search": ("get", PUBLIC),
    "publication:search-miss": ("post", PUBLIC),
    "publication:chapter": ("get", PUBLIC),
    "publication:department": ("get", PUBLIC),
    "publication:target": ("get", PUBLIC),
    "publication:feedback": ("get", PUBLIC),
    "publication:feedback-sent": ("get", PUBLIC),
    **{f"publicity:feedback-{name}": ("get", WRITERS) for name in ("list", "detail", "delete")},
    **{f"publicity:feedback-{name}": ("post", WRITERS) for name in ("resend", "close", "reopen")},
    "publicity:feedback-publish": ("get", COORDINATION),
    "publicity:feedback-withdraw": ("post", COORDINATION),
    **{f"translations:{name}": ("get", WRITERS) for name in ("easy-list", "english-list", "edit", "history")},
    **{f"translations:{name}": ("post", COORDINATION) for name in ("publish", "withdraw", "video-remove")},
    "translations:video-add": ("get", COORDINATION),
    **{
        f"publication:{name}": ("get", PUBLIC)
        for name in ("easy", "easy-theme", "sign-language", "sign-video", "sign-subtitles")
    },
    **{
        f"publicity:{name}": ("get", COORDINATION)
        for name in ("legal-pages", "declaration", "declaration-history", "imprint-guide", "privacy-guide")
    },
    "publicity:miss-list": ("get", WRITERS),
    "publicity:misses-forget": ("post", WRITERS),
    "publication:strategy-pdf": ("get", PUBLIC),
    "publication:strategy-json": ("get", PUBLIC),
    "publication:strategy-schema": ("get", PUBLIC),
    "publication:imprint": ("get", PUBLIC),
    "publication:privacy": ("get", PUBLIC),
    "publication:accessibility": ("get", PUBLIC),
    **{f"library:{name}": ("get", READERS) for name in ("overview", "entry-detail", "others-do")},
    "library:entry-copy": ("get", EDITORS),
    **{f"library:source-{name}": ("get", COORDINATION) for name in ("list", "add", "upload", "remove")},
    "library:source-read-again": ("post", COORDINATION),
    "readings:reading-add": ("get", OFFICE),
    "readings:reading-detail": ("get", OFFICE),
    "readings:reading-apply": ("post", OFFICE),
    "readings:reading-retry": ("post", OFFICE),
    "readings:reading-discard": ("post", OFFICE),
    "oparl:system": ("get", PUBLIC),
    "oparl:body-list": ("get", PUBLIC),
    "oparl:list-of-body": ("get", PUBLIC),
    "oparl:list-of-organization": ("get", PUBLIC),
    "oparl:object": ("get", PUBLIC),
    "oparl:file-content": ("get", PUBLIC),
    "oparl:elsewhere": ("get", PUBLIC),
    "monitoring:renewal": ("get", COORDINATION),
    "monitoring:overview": ("get", READERS),
    **{f"monitoring:{name}": ("get", READERS) for name in ("schedule", "measure-states")},
    **{f"monitoring:progress-{name}": ("get", READERS) for name in ("list", "detail", "history", "preview")},
    "monitoring:preview-pdf": ("post", COORDINATION),
    "monitoring:section-history": ("get", READERS),
    **{f"monitoring:progress-{name}": ("get", COORDINATION) for name in ("add", "edit", "remove", "freeze")},
    "monitoring:section-edit": ("get", COORDINATION),
    "monitoring:sections-add": ("post", COORDINATION),
    "monitoring:frozen-report": ("get", READERS),
    **{f"monitoring:report-{name}": ("get", READERS) for name in ("word", "tables", "json")},
    **{f"monitoring:report-{name}": ("get", COORDINATION) for name in ("publish", "withdraw")},
    "monitoring:report-pdf": ("post", COORDINATION),
    "monitoring:report-paper": ("get", OFFICE),
    **{
        f"publication:report{name}": ("get", PUBLIC)
        for name in (
            *("", "-list", "-theme", "-pdf", "-json", "-schema", "-tables", "-measures", "-values"),
            *("-open-sdg", "-appendix", "-picture"),
        )
    },
    "monitoring:own-rows": ("get", REPORTERS),
    "monitoring:indicator-list": ("get", READERS),
    # The department in this test answers for the measure and the indicator.
    "monitoring:measure-detail": ("get", ALL),
    "monitoring:indicator-detail": ("get", ALL),
    "monitoring:report-add": ("get", REPORTERS),
    "monitoring:framework": ("get", READERS),
    "monitoring:framework-sample": ("get", READERS),
    **{
        f"monitoring:{name}": ("get", COORDINATION)
        for name in ("framework-load", "aspect-edit", "core-indicator-edit")
    },
    "monitoring:report-file": ("get", ALL),
    **{f"monitoring:report-file-{name}": ("get", REPORTERS) for name in ("add", "edit", "remove")},
    **{f"monitoring:value-{name}": ("get", REPORTERS) for name in ("add", "correct")},
    "monitoring:hand-over": ("get", REPORTERS),
    "tables:round-file": ("get", frozenset({Role.DEPARTMENT})),
    "tables:round-read": ("get", frozenset({Role.DEPARTMENT})),
    # The table of the department itself.
    "monitoring:round-table": ("get", frozenset({Role.DEPARTMENT})),
    **{
        f"monitoring:round-{name}": ("post", frozenset({Role.DEPARTMENT}))
        for name in ("answer", "measure", "indicator")
    },
    **{
        f"monitoring:{name}": ("get", COORDINATION)
        for name in (
            *("waiting", "member-list", "execution-edit", "milestone-add", "milestone-edit"),
            *("year-add", "year-edit", "measure-judge", "report-return"),
            *("indicator-add", "indicator-edit", "indicator-judge", "formula-edit"),
            *("target-add", "target-edit", "series-add", "value-return"),
            *("round-list", "round-open", "round-detail", "round-extend", "round-close"),
            *("round-accept", "answer-detail", "answer-accept"),
        )
    },
    **{
        f"monitoring:{name}": ("post", COORDINATION)
        for name in (
            *("member-remove", "milestone-remove", "measure-judge-end", "report-accept"),
            *("take-over", "indicator-judge-end", "target-remove", "value-accept"),
        )
    },
}
# The pages that name what something new comes below.
ADDING = ("strategy:element-add", "strategy:proposal-add-new")
KINDS_OF = {
    **dict.fromkeys(("jobs:job-status", "jobs:job-cancel"), ("export", "concept", "import", "reading")),
    **dict.fromkeys(
        (
            "strategy:element-add",
            "strategy:proposal-add-new",
            "strategy:proposal-add-removal",
            "strategy:proposal-add-move",
        ),
        (ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL, ElementKind.MEASURE),
    ),
    "strategy:attachment-add": PROGRAMME_KINDS,
    **dict.fromkeys(
        (
            "strategy:element-detail",
            "strategy:element-edit",
            "strategy:element-history",
            "strategy:element-remove",
            "strategy:element-up",
            "strategy:element-down",
            "strategy:element-former",
            "strategy:element-order",
            "strategy:element-place",
            "strategy:element-several",
            "strategy:bin-element",
            "strategy:proposal-add",
            "strategy:comment-add",
        ),
        tuple(ElementKind),
    ),
}


def names_in(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names_in(pattern, namespace + inner)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}"
            kinds = KINDS_OF.get(name)
            yield from (f"{name}:{kind}" for kind in kinds) if kinds else (name,)


def test_every_address_stands_in_the_matrix() -> None:
    assert sorted(set(names_in(get_resolver()))) == sorted(MATRIX)


def thrown_away(theme: ThemeField, by: User) -> dict[str, Any]:
    """The key of one thing of each kind in the bin."""
    strategic = make_strategic_goal(theme, by=by)
    goal = make_goal(strategic, by=by)
    elements = (make_measure(goal, by=by), goal, strategic)
    for element in elements:
        remove_element(element=element, by=by, at=timezone.now())
    own = add_own_theme(strategy=theme.strategy, title="Eigenes", description="", by=by)
    remove_candidate(theme=own, by=by, at=timezone.now())
    return {element.kind: element.pk for element in (*elements, own)} | {"chapter": own.pk}


def an_amendment(measure: Measure, paper: Paper) -> Amendment:
    """An amendment to a paper before the committees, while the texts do not rest: the other pages are asked, too."""
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.SUBMITTED, submitted_version=paper.version)
    return Amendment.objects.create(
        paper=paper,
        number=1,
        kind=AmendmentKind.CHANGE,
        element_kind=ElementKind.MEASURE,
        element_key=measure.pk,
        values={"title": "Neu"},
        mover=Mover.ADMINISTRATION,
        created_at=NOW,
    )


@pytest.fixture
def arguments(db: None) -> dict[str, list[Any]]:
    """An installation with one of everything; version 1 is published, version 2 is a draft with a paper."""
    by = make_user(Role.COORDINATION)
    strategy = make_strategy()
    Municipality.objects.update(imprint="x", privacy="x")
    concept = make_concept(strategy, evaluation_status="evaluated", evaluated_at=NOW)
    measure = make_programme(strategy, by=by)
    make_measure(measure.operational_goal, by=by, department=make_department("FB 77"))
    version = make_version(strategy, by=by)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=by, at=NOW)
    # The update has begun: members work on the texts again.
    for model in MODELS_BELOW_THEMES.values():
        model.objects.update(text_status=TextStatus.DRAFT)
    export = publish_version(version=version, by=by, at=NOW).pdf_file
    ExportFile.objects.filter(pk=export.pk).update(file="x.pdf")
    table_import = make_table_import(by=by)
    resolution = make_measure_resolution(measure, by=by)
    draft = make_version(strategy, by=by)
    paper = make_paper(draft, by=by)
    consultation = make_consultation(paper)
    amendment = an_amendment(measure, make_paper(draft, by=by))
    effect = paper.financial_effects.create(plan=BudgetPlan.RESULT, position=1, name="x", amount=-1)
    annex = paper.annexes.create(
        title="x", file="x.pdf", size=1, content_type="application/pdf", uploaded_at=NOW
    )
    minutes = make_resolution(consultation, by=by, file="x.pdf", content_type="application/pdf")
    goal = measure.operational_goal
    strategic, theme = goal.strategic_goal, goal.strategic_goal.theme
    candidate = ThemeField.objects.filter(decision="open").first()
    chapter = Chapter.objects.filter(chapter_kind="preface").get()
    elements = {
        "theme": theme.pk,
        "strategic_goal": strategic.pk,
        "operational_goal": goal.pk,
        "measure": measure.pk,
        "chapter": chapter.pk,
    }
    parents = {"strategic_goal": theme.pk, "operational_goal": strategic.pk, "measure": goal.pk}
    body = make_steering_group("Kirchen")
    prepared, voted = make_poll(body, by=by), make_voted_poll(body, by=by)
    meeting = make_meeting(body, by=by, items=["Begrüßung"])
    document = meeting.documents.create(title="x", file="x.pdf", size=8, uploaded_at=NOW)
    proposal = make_proposal(measure, by=make_user(Role.STEERING_MEMBER), title="Besserer Titel")
    comment = make_comment(goal, by=by)
    attachment = make_attachment(measure, by=by, is_public=True)
    make_translation(theme, by=by)
    video = make_sign_video(by=by)
    swot_entry = make_swot_entry(theme)
    upload = make_concept_file(concept, by=by)
    extract = make_extract(concept)
    contradiction = make_contradiction(extract, make_extract(concept))
    rows = implementation_rows(measure, by)
    link = "0" * 43
    invite(user=make_user(Role.READER), by=by, at=timezone.now())
    give_sign_of_life(queues=["default", "mail"], at=timezone.now())
    Invitation.objects.update(token_hash=hash_of(link))
    return {
        **{name: [make_feedback().pk] for name in MATRIX if name.startswith("publicity:feedback-")},
        "publicity:feedback-list": [],
        "editing:readability": ["kurz", "summary"],
        **{f"translations:{name}": ["easy", theme.pk] for name in ("edit", "history", "publish", "withdraw")},
        "translations:video-remove": [video.pk],
        "publication:easy-theme": ["1"],
        **{f"publication:sign-{name}": [video.pk] for name in ("video", "subtitles")},
        "operation:job-retry": [make_job("version-pdf", state="failed").pk],
        "accounts:invitation": [link],
        **{
            f"accounts:account-{name}": [make_user(Role.READER).pk]
            for name in ("edit", "reinvite", "close", "reopen", "leave")
        },
        "mfa_edit_webauthn": [1],
        "mfa_remove_webauthn": [1],
        **{
            f"bodies:{name}": [body.pk]
            for name in (
                "committee-detail",
                "committee-edit",
                "seat-add",
                "member-invite",
                "member-list-invite",
            )
        },
        **{
            f"bodies:{name}": [body.memberships.get().pk]
            for name in ("seat-edit", "seat-end", "member-leave")
        },
        **{
            f"bodies:seat-group-{name}": [SeatGroup.objects.get(name="Kirchen").pk]
            for name in ("edit", "up", "down", "remove")
        },
        **{name: [meeting.pk] for name in MATRIX if name.startswith("meetings:meeting-")},
        "meetings:meeting-list": [],
        "meetings:meeting-add": [],
        "meetings:agenda-item-add": [meeting.pk],
        "meetings:document-add": [meeting.pk],
        **{
            f"meetings:agenda-item-{name}": [meeting.items.get().pk]
            for name in ("edit", "result", "up", "down", "remove")
        },
        **{f"meetings:document-{name}": [document.pk] for name in ("file", "remove")},
        "meetings:poll-add": ["question"],
        **{
            f"meetings:poll-{name}": [prepared.pk]
            for name in ("edit", "options", "schedule", "open", "close", "remind", "remove")
        },
        **{
            f"meetings:poll-{name}": [voted.pk]
            for name in ("detail", "vote", "thanks", "csv", "xlsx", "screen", "take-over")
        },
        **{
            f"{name}:{kind}": [kind, (parents if name in ADDING else elements)[kind]]
            for name, kinds in KINDS_OF.items()
            if name.startswith("strategy:")
            for kind in kinds
        },
        **{name: [candidate.pk] for name in MATRIX if name.startswith("strategy:theme-")},
        **{name: [measure.pk] for name in MATRIX if name.startswith("strategy:measure-row")},
        **{f"strategy:bin-element:{kind}": [kind, key] for kind, key in thrown_away(theme, by).items()},
        **{
            f"strategy:element-former:{kind}": [kind, key, elements_of(kind).get(pk=key).history.latest().pk]
            for kind, key in elements.items()
        },
        **{
            f"strategy:attachment-{name}": ["measure", measure.pk, attachment.pk]
            for name in ("file", "remove")
        },
        "strategy:concept-former": [concept.pk, concept.history.latest().pk],
        "short:element": [measure.pk.hex[:12]],
        "strategy:bin-several": ["measure"],
        "strategy:bin-concept": [concept.pk],
        "strategy:bin-extract": [extract.pk],
        "strategy:theme-selection": [],
        "strategy:theme-list": [],
        **{
            f"strategy:{name}": [theme.pk]
            for name in (
                "theme-submit",
                "text-status-take-back",
                "working-group",
                "consolidation-begin",
                "consolidation-end",
            )
        },
        **{f"strategy:{name}": [theme.pk] for name in ("swot", "swot-history", "swot-add", "theme-evidence")},
        **{f"strategy:swot-{name}": [swot_entry.pk] for name in ("edit", "remove")},
        **{
            f"strategy:concept-{name}": [concept.pk]
            for name in (
                "detail",
                "history",
                "edit",
                "remove",
                "file",
                "file-upload",
                "file-remove",
                "file-read",
                "sheet",
                "sheet-file",
            )
        },
        **{name: [extract.pk] for name in MATRIX if name.startswith("strategy:extract-")},
        "strategy:extract-former": [extract.pk, extract.history.latest().pk],
        "strategy:extract-add": [concept.pk],
        "strategy:extract-unlink": [extract.pk, measure.pk],
        "strategy:contradiction-add": [extract.pk],
        "strategy:contradiction-remove": [contradiction.pk],
        "strategy:concept-evaluation": [concept.pk, EvaluationStatus.IN_PROGRESS],
        **{
            f"strategy:department-{name}": [make_department("FB 33").pk]
            for name in ("detail", "history", "edit", "remove", "merge")
        },
        **{f"strategy:concept-kind-{name}": [concept.kind_id] for name in ("edit", "remove")},
        "strategy:text-status-change": ["measure", measure.pk, TextStatus.IN_REVIEW],
        **{
            f"strategy:proposal-{name}": [proposal.pk] for name in ("detail", "accept", "decline", "withdraw")
        },
        **{f"strategy:comment-{name}": [comment.pk] for name in ("reply", "resolve", "reopen", "delete")},
        "strategy:candidate-remove": [candidate.pk],
        "strategy:phase-close": [Phase.THEMES],
        "strategy:phase-reopen": [Phase.THEMES],
        "strategy:digest-unsubscribe": ["token"],
        "meetings:invitation-reply": [reply_token(meeting, by)],
        "strategy:comparison-choice": [1],
        "strategy:comparison-with-draft": [1],
        **{f"strategy:{name}": [1, 2] for name in ("comparison", "comparison-pdf")},
        **{
            f"strategy:version-{name}": [1]
            for name in ("detail", "docx", "files", "json", "pdf", "publish", "withdraw")
        },
        "strategy:version-file-order": [1, "html"],
        "strategy:version-file-remove": [1, version.files.create(format="html", export=make_export()).pk],
        "exports:export-file": [export.pk],
        **{
            f"jobs:job-{name}:{kind}": [job]
            for name in ("status", "cancel")
            for kind, job in (
                ("export", export.job_id),
                ("concept", upload.job_id),
                ("import", table_import.job_id),
                ("reading", make_reading(paper).job_id),
            )
        },
        "handbook:section": ["abstimmen"],
        "tables:table-workbook": ["massnahmen"],
        "tables:table-csv": ["massnahmen"],
        "tables:table-template": [MEASURES],
        **{f"tables:{name}": [MEASURES] for name in ("import-add", "import-memory", "tray", "tray-remove")},
        "tables:import-forget-head": [MEASURES, make_remembered_head(by=by).pk],
        "tables:import-forget-word": [MEASURES, make_remembered_word(by=by).pk],
        "tables:import-undo": [make_table_import(by=by, applied_at=NOW).pk],
        **{
            f"tables:import-{name}": [table_import.pk]
            for name in (
                *("detail", "columns", "decide", "answer", "apply", "discard", "retry"),
                *("wrong-workbook", "wrong-csv"),
            )
        },
        "council:paper-add": [2],
        **{
            f"council:paper-{name}": [paper.pk]
            for name in ("detail", "edit", "submit", "withdraw", "pdf", "docx")
        },
        "council:effect-add": [paper.pk, BudgetPlan.RESULT],
        "council:effect-suggest": [paper.pk],
        **{f"council:effect-{name}": [effect.pk] for name in ("edit", "remove")},
        "council:annex-add": [paper.pk],
        **{f"council:annex-{name}": [annex.pk] for name in ("file", "remove")},
        "council:decision": [paper.pk],
        "council:amendment-add": [amendment.paper_id],
        "council:amendment-new": [amendment.paper_id, SLUGS[ElementKind.MEASURE], goal.pk],
        **{
            f"council:amendment-{name}": [amendment.paper_id, SLUGS[ElementKind.MEASURE], measure.pk]
            for name in ("change", "strike")
        },
        **{f"council:amendment-{name}": [amendment.pk] for name in ("detail", "edit", "withdraw")},
        "council:measure-resolution-add": [measure.pk],
        **{f"council:measure-resolution-{name}": [resolution.pk] for name in ("edit", "remove")},
        **rows,
        "council:consultation-add": [paper.pk],
        **library_rows(goal),
        "readings:reading-add": [paper.pk],
        **{
            f"readings:reading-{name}": [make_reading(paper).pk]
            for name in ("detail", "apply", "retry", "discard")
        },
        **{f"council:consultation-{name}": [consultation.pk] for name in ("up", "down")},
        **{f"council:route-{name}": [paper.pk] for name in ("save", "apply")},
        **{
            f"council:route-{name}": [RouteTemplate.objects.create(name=name).pk]
            for name in ("rename", "remove")
        },
        **{f"bodies:term-{name}": [make_term(year).pk] for name, year in (("edit", 2014), ("remove", 2020))},
        **{
            f"council:consultation-{name}": [consultation.pk]
            for name in ("edit", "remove", "outcome", "record")
        },
        "council:resolution-file": [minutes.pk],
        **{
            f"publication:{name}": [1]
            for name in ("version", "version-pdf", "version-json", "version-html", "version-epub")
        },
        "publication:data-file": [1, "massnahmen", "csv"],
        "publication:api-version": [1],
        "publication:api-document": [1],
        "publication:api-list": ["measures"],
        "publication:api-item": ["measures", "1.1.1.1"],
        "publication:api-elsewhere": ["measures"],
        "publication:version-changes": [1],
        "publication:version-comparison": [1, 1],
        "publication:version-theme": [1, "1"],
        "publication:theme": ["1"],
        "publication:goal": ["1.1"],
        "publication:measure": ["1.1.1.1"],
        "publication:sdg": [4],
        "publication:chapter": [chapter.pk],
        "publication:department": ["fb-77"],
        "publication:target": ["4.7"],
        "publication:attachment-file": [attachment.pk],
        "oparl:list-of-body": ["paper"],
        "oparl:list-of-organization": [str(consultation.committee_id), "meeting"],
        "oparl:object": ["body", "1"],
        "oparl:file-content": [publish_file(), "content"],
        "oparl:elsewhere": ["/body/"],
    }


def library_rows(goal: OperationalGoal) -> dict[str, list[Any]]:
    """The strategy of another municipality, read from its address."""
    source = make_library_source()
    entry = source.entries.get()
    return {
        **{f"library:{name}": [] for name in ("overview", "source-list", "source-add", "source-upload")},
        **{f"library:entry-{name}": [entry.pk] for name in ("detail", "copy")},
        **{f"library:source-{name}": [source.pk] for name in ("read-again", "remove")},
        "library:others-do": [goal.pk],
    }


def implementation_rows(measure: Measure, by: User) -> dict[str, list[Any]]:
    """A measure and an indicator of the department "FB 33" with one of everything; two reports wait.

    The indicator belongs to the theme field of the measure, so that it is public.
    """
    department, reporter = make_department("FB 33"), make_user(Role.DEPARTMENT)
    MeasureExecution.objects.create(measure=measure, department=department)
    related = {"themes": [measure.theme_of]}
    indicator = make_indicator(measure.strategy_of, by=by, related=related, responsible=department)
    member = answer_for(department, reporter)
    public_file = make_report_file(
        make_report(measure, by=by), by=by, is_public=True, is_decorative=True, content=photo()
    )
    report = make_report(measure, by=reporter)
    file = make_report_file(report, by=reporter)
    waiting = make_value(indicator, 2020, 5, by=reporter)
    milestone = make_milestone(measure, by=by)
    year = MeasureYear.objects.create(measure=measure, year=2021)
    keys = {
        measure.pk: (
            *("measure-detail", "report-add", "hand-over", "execution-edit", "milestone-add", "year-add"),
        ),
        milestone.pk: ("milestone-edit", "milestone-remove"),
    }
    target = make_target(indicator, 2030, 10, by=by)
    round = make_round(measure.strategy_of, department, by=by)
    answer = round.answers.get()
    draft = make_progress_report(measure.strategy_of, by=by)
    load_sample_framework(measure.strategy_of, by=by)
    illustrated = make_progress_report(measure.strategy_of, by=by, with_appendix=True)
    illustrated.sections.get(theme=measure.theme_of).pictures.add(public_file)
    frozen = publish_report(report=freeze_drafted(illustrated, by=by), by=by, at=NOW)
    ExportFile.objects.filter(pk=frozen.pdf_file.pk).update(file="x.pdf")
    return {
        **{
            f"monitoring:progress-{name}": [draft.pk]
            for name in ("detail", "history", "edit", "remove", "freeze", "preview")
        },
        "monitoring:preview-pdf": [draft.pk],
        "monitoring:sections-add": [draft.pk],
        **{f"monitoring:section-{name}": [draft.sections.first().pk] for name in ("edit", "history")},
        "monitoring:frozen-report": [frozen.number],
        **{
            f"monitoring:report-{name}": [frozen.number]
            for name in ("word", "tables", "json", "publish", "withdraw", "pdf", "paper")
        },
        **{
            f"publication:report{name}": [frozen.number]
            for name in ("", "-pdf", "-json", "-tables", "-measures", "-values", "-open-sdg", "-appendix")
        },
        "publication:report-theme": [frozen.number, "1"],
        "publication:report-picture": [frozen.number, "1", 1],
        "monitoring:aspect-edit": [FrameworkAspect.objects.listed().first().pk],
        "monitoring:core-indicator-edit": [CoreIndicator.objects.listed().first().pk],
        **{f"monitoring:round-{name}": [round.pk] for name in ("detail", "extend", "close", "accept")},
        **{f"monitoring:answer-{name}": [answer.pk] for name in ("detail", "accept")},
        **{f"monitoring:round-{name}": [answer.pk] for name in ("table", "answer")},
        **{f"tables:round-{name}": [answer.pk] for name in ("file", "read")},
        "monitoring:round-measure": [answer.pk, measure.pk],
        "monitoring:round-indicator": [answer.pk, indicator.pk],
        **{f"monitoring:{name}": [key] for key, names in keys.items() for name in names},
        **{f"monitoring:{name}": [measure.pk] for name in ("measure-judge", "measure-judge-end")},
        "publication:indicator": [indicator.pk],
        "monitoring:member-remove": [member.pk],
        "monitoring:year-edit": [year.pk],
        **{f"monitoring:report-{name}": [report.pk] for name in ("accept", "return", "file-add")},
        **{f"monitoring:report-file{name}": [file.pk] for name in ("", "-edit", "-remove")},
        "publication:report-file": [public_file.pk],
        **{
            f"monitoring:{name}": [indicator.pk]
            for name in (
                *("indicator-detail", "indicator-edit", "indicator-judge", "indicator-judge-end"),
                *("formula-edit", "target-add", "series-add", "value-add"),
            )
        },
        **{f"monitoring:target-{name}": [target.pk] for name in ("edit", "remove")},
        "monitoring:value-correct": [make_value(indicator, 2019, 4, by=by).pk],
        **{f"monitoring:value-{name}": [waiting.pk] for name in ("accept", "return")},
    }


def publish_file() -> str:
    """The OParl interface as it stands now, and in it a file; its key."""
    refresh(at=NOW)
    facts = '{"fileName": "x.pdf", "mimeType": "application/pdf"}'
    file = PublishedObject.objects.create(
        kind="file", key="anlage-0", content=facts, created_at=NOW, modified_at=NOW
    )
    PublishedFile.objects.create(file=file, path="x.pdf", size=8, sha512="0" * 128)
    return file.key


def answer(client: Client, name: str, arguments: dict[str, list[Any]]) -> str:
    method, _roles = MATRIX[name]
    address_name = ":".join(name.split(":")[:2])
    response = getattr(client, method)(reverse(address_name, args=arguments.get(name, [])))
    # Close files, but not with response.close(), which closes the connection to the database, too.
    for close in response._resource_closers:
        close()
    if response.status_code == 302 and response.url.startswith(reverse("account_login")):
        return "login"
    if "html" in response.headers.get("Content-Type", "") and (
        wrong := misnamed_on(response.content.decode())
    ):
        return f"misnamed: {wrong}"
    return "hidden" if response.status_code == 404 else "ok" if response.status_code < 500 else "broken"


def answers_to(user: User | None, arguments: dict[str, list[Any]]) -> dict[str, str]:
    """What every address answers to one person. Each request is undone, so that the order does not matter."""
    answers = {}
    signed_in = Client()
    if user is not None:
        signed_in.force_login(user)
    for name in MATRIX:
        client = Client()
        client.cookies = SimpleCookie(signed_in.cookies.output(header=""))
        with transaction.atomic():
            answers[name] = answer(client, name, arguments)
            transaction.set_rollback(True)
    return answers


def expected(role: Role | None) -> dict[str, str]:
    """What the matrix says of one role; without one, of people who are not signed in."""
    otherwise = "hidden" if role else "login"
    return {
        name: "ok" if roles is PUBLIC or role in roles else otherwise
        for name, (_method, roles) in MATRIX.items()
    }


def assert_role_reaches_what_is_its(role: Role, arguments: dict[str, list[Any]]) -> None:
    with transaction.atomic():
        user = make_user(role)
        if role == Role.STEERING_MEMBER:
            join_working_group(ThemeField.objects.selected().get(), user)
        if role == Role.DEPARTMENT:
            answer_for(make_department("FB 33"), user)
        assert answers_to(user, arguments) == expected(role), role
        transaction.set_rollback(True)


def test_anonymous_people_and_members_reach_what_the_matrix_says(
    arguments: dict[str, list[Any]], media_file: None
) -> None:
    """Most accounts are those of members; the quick part, and the second database, look at them only."""
    assert answers_to(None, arguments) == expected(None)
    assert_role_reaches_what_is_its(Role.STEERING_MEMBER, arguments)


OTHER_ROLES = [role for role in Role if role != Role.STEERING_MEMBER]


@pytest.mark.slow
@pytest.mark.pages
# In two parts, which two processes share; each makes its rows once.
@pytest.mark.parametrize("roles", [OTHER_ROLES[::2], OTHER_ROLES[1::2]], ids=["half", "other half"])
def test_other_roles_reach_what_the_matrix_says(
    roles: list[Role], arguments: dict[str, list[Any]], media_file: None
) -> None:
    for role in roles:
        assert_role_reaches_what_is_its(role, arguments)


@pytest.mark.slow
@pytest.mark.pages
def test_closed_account_is_asked_to_sign_in(arguments: dict[str, list[Any]], media_file: None) -> None:
    user = make_user(Role.COORDINATION)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert answers_to(user, arguments) == expected(None)


@pytest.fixture
def media_file(settings: Any) -> None:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "x.pdf").write_bytes(b"%PDF-1.7")
