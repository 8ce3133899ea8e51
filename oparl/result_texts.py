"""Reads what council systems write as the result of an agenda item, and as the role of a body. Pure."""

import re

from msgspec import Struct

from committees.council.choices import ConsultationRole, Majority, Outcome

# What stands beside the outcome and says how the votes went.
UNANIMOUS = ("einstimmig",)
BY_MAJORITY = ("mehrheitlich", "mit stimmenmehrheit", "mit mehrheit")
OUTCOMES: dict[str, Outcome] = {
    "beschlossen": Outcome.ADOPTED,
    "beschluss": Outcome.ADOPTED,
    "angenommen": Outcome.ADOPTED,
    "zugestimmt": Outcome.ADOPTED,
    "zustimmung": Outcome.ADOPTED,
    "beschluss gefasst": Outcome.ADOPTED,
    "empfehlung beschlossen": Outcome.RECOMMENDED,
    "empfohlen": Outcome.RECOMMENDED,
    "ungeändert beschlossen": Outcome.ADOPTED_UNCHANGED,
    "unverändert beschlossen": Outcome.ADOPTED_UNCHANGED,
    "ungeändert empfohlen": Outcome.RECOMMENDED_UNCHANGED,
    "unverändert empfohlen": Outcome.RECOMMENDED_UNCHANGED,
    "ungeändert angenommen": Outcome.ADOPTED_UNCHANGED,
    "unverändert angenommen": Outcome.ADOPTED_UNCHANGED,
    "ohne änderungen beschlossen": Outcome.ADOPTED_UNCHANGED,
    "ohne änderung beschlossen": Outcome.ADOPTED_UNCHANGED,
    "ohne änderungen empfohlen": Outcome.RECOMMENDED_UNCHANGED,
    "vorberaten ohne änderungen": Outcome.RECOMMENDED_UNCHANGED,
    "vorberaten ohne änderung": Outcome.RECOMMENDED_UNCHANGED,
    "laut vorlage beschlossen": Outcome.ADOPTED_UNCHANGED,
    "gemäß vorlage beschlossen": Outcome.ADOPTED_UNCHANGED,
    "beschlossen gemäß vorlage": Outcome.ADOPTED_UNCHANGED,
    "wie vorlage beschlossen": Outcome.ADOPTED_UNCHANGED,
    "antragsgemäß beschlossen": Outcome.ADOPTED_UNCHANGED,
    "dem beschlussvorschlag zugestimmt": Outcome.ADOPTED_UNCHANGED,
    "beschlossen laut vorlage": Outcome.ADOPTED_UNCHANGED,
    "geändert beschlossen": Outcome.ADOPTED_WITH_CHANGES,
    "geändert empfohlen": Outcome.RECOMMENDED_WITH_CHANGES,
    "mit änderungen beschlossen": Outcome.ADOPTED_WITH_CHANGES,
    "mit änderung beschlossen": Outcome.ADOPTED_WITH_CHANGES,
    "mit änderungen empfohlen": Outcome.RECOMMENDED_WITH_CHANGES,
    "mit änderungen angenommen": Outcome.ADOPTED_WITH_CHANGES,
    "vorberaten mit änderungen": Outcome.RECOMMENDED_WITH_CHANGES,
    "geändert angenommen": Outcome.ADOPTED_WITH_CHANGES,
    "abweichend beschlossen": Outcome.ADOPTED_WITH_CHANGES,
    "in geänderter fassung beschlossen": Outcome.ADOPTED_WITH_CHANGES,
    "abgelehnt": Outcome.REJECTED,
    "ablehnung": Outcome.REJECTED,
    "zur kenntnis genommen": Outcome.NOTED,
    "kenntnis genommen": Outcome.NOTED,
    "kenntnisnahme": Outcome.NOTED,
    "zur kenntnis": Outcome.NOTED,
    "vertagt": Outcome.ADJOURNED,
    "vertagung": Outcome.ADJOURNED,
    "verschoben": Outcome.ADJOURNED,
    "zurückgestellt": Outcome.ADJOURNED,
    "verwiesen": Outcome.REFERRED,
    "verweisung": Outcome.REFERRED,
    "zurückverwiesen": Outcome.REFERRED,
    "überwiesen": Outcome.REFERRED,
    "zurückgezogen": Outcome.WITHDRAWN,
    "abgesetzt": Outcome.REMOVED,
    "von der tagesordnung abgesetzt": Outcome.REMOVED,
    "von der tagesordnung genommen": Outcome.REMOVED,
    "ohne beschlussempfehlung": Outcome.NO_RECOMMENDATION,
    "ohne empfehlung": Outcome.NO_RECOMMENDATION,
    "ohne empfehlung weitergeleitet": Outcome.NO_RECOMMENDATION,
    "ohne votum weitergeleitet": Outcome.NO_RECOMMENDATION,
    "ohne votum": Outcome.NO_RECOMMENDATION,
}
ROLES: dict[str, ConsultationRole] = {
    "anhörung": ConsultationRole.HEARING,
    "vorberatung": ConsultationRole.PRELIMINARY,
    "beratung": ConsultationRole.PRELIMINARY,
    "empfehlung": ConsultationRole.PRELIMINARY,
    "entscheidung": ConsultationRole.DECISION,
    "beschluss": ConsultationRole.DECISION,
    "beschlussfassung": ConsultationRole.DECISION,
    "kenntnisnahme": ConsultationRole.NOTICE,
    "information": ConsultationRole.NOTICE,
}


# To where something is referred or put off stands behind it; the step that follows says it.
WITH_A_GOAL = re.compile(
    r"(?P<outcome>verwiesen|überwiesen|zurückverwiesen|vertagt|verschoben|zurückgestellt) (?:in|an|auf|zur?|bis)\b.*"
)


class Result(Struct, frozen=True):
    """A result text as we understand it."""

    outcome: Outcome
    majority: str = ""


# As `_plain` writes them: "ß" becomes "ss".
_OUTCOMES = {words.casefold(): outcome for words, outcome in OUTCOMES.items()}


def result_of(text: str) -> Result | None:
    """The meaning of a result text; None when it says more, or something else, than the words known here."""
    words = _plain(text)
    majority = ""
    for phrases, meaning in ((UNANIMOUS, Majority.UNANIMOUS), (BY_MAJORITY, Majority.MAJORITY)):
        for phrase in phrases:
            if re.search(rf"\b{phrase}\b", words):
                words, majority = re.sub(rf"\b{phrase}\b", " ", words), meaning
    said = " ".join(words.split())
    if match := WITH_A_GOAL.fullmatch(said):
        said = match["outcome"]
    outcome = _OUTCOMES.get(said)
    return None if outcome is None else Result(outcome=outcome, majority=majority)


def role_of(text: str, *, authoritative: bool) -> ConsultationRole:
    """The role of a body; a body that decides does so whatever the text says, an unknown one advises."""
    if authoritative:
        return ConsultationRole.DECISION
    return ROLES.get(" ".join(_plain(text).split()), ConsultationRole.PRELIMINARY)


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold())
