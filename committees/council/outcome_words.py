"""The outcomes a body may have in its role, and what they are called there. Pure.

Advisory bodies recommend; many call that "beschlossen" all the same, as those in Herne do.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committees.council.choices import ConsultationRole, Outcome

Words = dict[Outcome, str | Promise]

_POSTPONED: Words = {
    Outcome.ADJOURNED: Outcome.ADJOURNED.label,
    Outcome.REFERRED: Outcome.REFERRED.label,
    Outcome.REMOVED: Outcome.REMOVED.label,
    Outcome.WITHDRAWN: Outcome.WITHDRAWN.label,
}
_ADVISORY: Words = {
    Outcome.RECOMMENDED_UNCHANGED: Outcome.RECOMMENDED_UNCHANGED.label,
    Outcome.RECOMMENDED_WITH_CHANGES: Outcome.RECOMMENDED_WITH_CHANGES.label,
    Outcome.RECOMMENDED: Outcome.RECOMMENDED.label,
    Outcome.NO_RECOMMENDATION: _("ohne Empfehlung weitergeleitet"),
    Outcome.ADOPTED_UNCHANGED: Outcome.ADOPTED_UNCHANGED.label,
    Outcome.ADOPTED_WITH_CHANGES: Outcome.ADOPTED_WITH_CHANGES.label,
    Outcome.ADOPTED: Outcome.ADOPTED.label,
    Outcome.REJECTED: Outcome.REJECTED.label,
    Outcome.NOTED: Outcome.NOTED.label,
    **_POSTPONED,
}
# The usual first, in the order in which they are offered.
OUTCOME_WORDS: dict[ConsultationRole, Words] = {
    ConsultationRole.HEARING: _ADVISORY,
    ConsultationRole.PRELIMINARY: _ADVISORY,
    ConsultationRole.DECISION: {
        Outcome.ADOPTED_UNCHANGED: Outcome.ADOPTED_UNCHANGED.label,
        Outcome.ADOPTED_WITH_CHANGES: Outcome.ADOPTED_WITH_CHANGES.label,
        Outcome.ADOPTED: Outcome.ADOPTED.label,
        Outcome.REJECTED: Outcome.REJECTED.label,
        **_POSTPONED,
        Outcome.NOTED: Outcome.NOTED.label,
        Outcome.NO_RECOMMENDATION: _("ohne Entscheidung"),
    },
    ConsultationRole.NOTICE: {
        Outcome.NOTED: Outcome.NOTED.label,
        **_POSTPONED,
        **{
            outcome: word
            for outcome, word in _ADVISORY.items()
            if outcome not in (Outcome.NOTED, *_POSTPONED)
        },
    },
}


def outcome_word(outcome: str, role: str) -> str:
    """The word for an outcome of a body in this role: an `Outcome` and a `ConsultationRole`, or their values."""
    found = Outcome(outcome)
    return str(OUTCOME_WORDS[ConsultationRole(role)].get(found, found.label))
