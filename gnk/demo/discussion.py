"""Contributions of the people of the demonstration to the texts: proposals, comments, and how far a text is agreed."""

from gnk.demo.history import happened
from gnk.demo.programme import EarlierTexts, final_texts
from gnk.demo.reading import Content, local, read, when
from gnk.demo.scene import Scene, numbered_elements
from strategy.choices import TextStatus
from strategy.discussion.actions.comments import add_comment, set_resolved
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.discussion.actions.proposals import (
    accept_proposal,
    decline_proposal,
    propose_change,
    withdraw_proposal,
)
from strategy.discussion.actions.text_status import change_text_status
from strategy.discussion.choices import ProposalStatus
from strategy.models import Chapter, Comment, Proposal, ThemeField
from strategy.models.kinds import AnyElement, ProgrammeElement


def earlier_texts() -> EarlierTexts:
    """The texts that proposals have changed, as they were before."""
    proposals = read("discussion.json")["proposals"]
    return {entry["element"]: entry["before"] for entry in proposals if "before" in entry}


def load_proposals(scene: Scene) -> None:
    """Proposals in every state. What came of the accepted ones is the text of the programme."""
    elements = numbered_elements(scene.strategy)
    for entry in read("discussion.json")["proposals"]:
        element = elements[entry["element"]]
        proposal = propose_change(
            element=element,
            values=entry["values"],
            kept=entry["values"],
            base_revision=element.revision,
            note=entry["note"],
            by=scene.people[entry["author"]],
            at=when(entry, scene.now),
        )
        if "status" in entry:
            _decide(scene, proposal, element, entry)


def load_comments(scene: Scene) -> None:
    """Threads that are open, answered, resolved, and reopened."""
    chapters = Chapter.objects.filter(strategy=scene.strategy)
    elements: dict[str, AnyElement] = {
        **numbered_elements(scene.strategy),
        **{f"chapter:{chapter.chapter_kind}": chapter for chapter in chapters},
    }
    for entry in read("discussion.json")["comments"]:
        element = elements[entry["element"]]
        thread = _comment(scene, element, entry)
        for reply in entry.get("replies", ()):
            _comment(scene, element, reply, thread)
        for name, resolved in (("resolved", True), ("reopened", False)):
            if name in entry:
                by, at = scene.people[entry[name]["by"]], local(entry[name]["at"])
                set_resolved(thread=thread, resolved=resolved, by=by, at=at)


def settle_texts(scene: Scene, stage: str) -> None:
    """Bring the texts as far as the content says for a stage; one goal is given back with a reason."""
    content = read("discussion.json")
    numbered = numbered_elements(scene.strategy).items()
    elements = {number: element for number, element in numbered if not isinstance(element, ThemeField)}
    for rule in content["statuses"][stage]:
        reviewed, agreed = content["settling"][rule["level"]]
        wanted = [
            element
            for number, element in elements.items()
            if element.kind == rule["level"] and int(number[0]) in rule["themes"]
        ]
        with happened(local(reviewed)):
            for element in wanted:
                change_text_status(element=element, to=TextStatus.IN_REVIEW, reason="", by=scene.by)
        if rule["status"] == TextStatus.AGREED:
            with happened(local(agreed)):
                for element in wanted:
                    change_text_status(element=element, to=TextStatus.AGREED, reason="", by=scene.by)
    returned = content["returned"]
    with happened(local(returned["at"])):
        change_text_status(
            element=elements[returned["element"]],
            to=TextStatus.DRAFT,
            reason=returned["reason"],
            by=scene.people[returned["by"]],
        )


def consolidate(scene: Scene) -> None:
    """Coordination has begun to bring the texts of one theme field into one form."""
    entry = read("discussion.json")["consolidation"]
    themes = ThemeField.objects.filter(strategy=scene.strategy).selected()
    theme, at = themes.get(position=int(entry["theme"])), when(entry, scene.now)
    with happened(at):
        begin_consolidation(theme=theme, by=scene.people[entry["by"]], at=at)


def _decide(scene: Scene, proposal: Proposal, element: ProgrammeElement, entry: Content) -> None:
    at, status = local(entry["decided"]), ProposalStatus(entry["status"])
    by = scene.people[entry["by"]] if "by" in entry else proposal.author
    if status == ProposalStatus.WITHDRAWN:
        withdraw_proposal(proposal=proposal, by=by, at=at)
    elif status == ProposalStatus.DECLINED:
        decline_proposal(proposal=proposal, reason=entry["reason"], by=by, at=at)
    else:
        final = final_texts(entry["element"], entry["values"])
        with happened(at):
            accept_proposal(
                proposal=proposal,
                element=element,
                values=final,
                kept=final,
                revision=element.revision,
                answer=entry["reason"],
                by=by,
                at=at,
            )


def _comment(scene: Scene, element: AnyElement, entry: Content, thread: Comment | None = None) -> Comment:
    return add_comment(
        element=element,
        text=entry["text"],
        mentions=[scene.people[name] for name in entry.get("mentions", ())],
        by=scene.people[entry["author"]],
        at=when(entry, scene.now),
        thread=thread,
    )
