"""A member who edits goals in the browser, and notes what was sent and what the server confirmed."""

import html
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from strategy.links import edit_page_of
from strategy.models import OperationalGoal
from tests.load.chains import Save, mark_of, marks_in, targets_of
from tests.load.visitor import Fields, Page, Visitor

FORM, PRESENCE = "GET form", "POST, still editing"
SAVE, CONFLICT, BACK = "POST, saved", "POST, conflict", "GET theme field after saving"
PARAGRAPH = "\r\n\r\n"
# Whoever meets so many conflicts with one text has found a fault.
MERGES_AT_MOST = 50
BOTH = 'name="take-explanation" value="both"'
# What the page sends while it is open, so that others see who is editing.
PRESENCE_TOKEN = re.compile(r'"token": "([^"]+)"')


class Tally:
    """What all members together did and saw. Each operation on it is safe between threads."""

    def __init__(self) -> None:
        self.saves: list[Save] = []
        self.sent: list[str] = []
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.statuses: Counter[int] = Counter()
        self.merged_by_page: list[str] = []

    @property
    def server_errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)

    def note(self, page: Page, what: str) -> Page:
        self.statuses[page.status] += 1
        self.seconds[what].append(page.seconds)
        return page


class UnexpectedAnswer(Exception):
    """The server answered something that no member should ever see here."""


class Editor:
    """One member at one browser. `pause` is how long they look at a form, in seconds from and to."""

    def __init__(
        self,
        visitor: Visitor,
        tally: Tally,
        *,
        targets: Sequence[str],
        seed: int,
        pause: tuple[float, float] = (0, 0),
    ) -> None:
        self.visitor, self.tally, self.targets, self.pause = visitor, tally, targets, pause
        self.random = random.Random(seed)
        self.edits = 0

    def edit(self, goal: UUID) -> None:
        """Open the form, add a mark, save, and merge until it is saved."""
        path = edit_page_of(OperationalGoal.kind, goal)
        page = self.tally.note(self.visitor.get(path), FORM)
        if page.status != 200:
            raise UnexpectedAnswer(f"{FORM}: {page.status}")
        self.edits += 1
        mark = mark_of(self.visitor.user.pk, self.edits)
        fields = page.form("revision")
        fields |= {
            "explanation": [with_mark(fields["explanation"][0], mark, self.random)],
            "indicator": [mark],
            "sdg_targets": sorted(targets_of(mark, self.targets)),
        }
        self.tally.sent.append(mark)
        for _attempt in range(MERGES_AT_MOST):
            self._look(page)
            page = self._save(path, goal, mark, fields)
            if page.status == 302:
                self.tally.note(self.visitor.get(page.location), BACK)
                return
            fields = self._merged(page, mark)
        raise UnexpectedAnswer(f"{MERGES_AT_MOST} conflicts one after another with {mark}")

    def _look(self, page: Page) -> None:
        """Look at a form for a while; meanwhile it tells the others so."""
        pause = self.random.uniform(*self.pause)
        time.sleep(pause / 2)
        if pause and (token := PRESENCE_TOKEN.search(page.text)):
            csrf = page.form("revision")["csrfmiddlewaretoken"]
            fields = {"token": [html.unescape(token[1])], "csrfmiddlewaretoken": csrf}
            answer = self.tally.note(self.visitor.post(reverse("editing:presence"), fields), PRESENCE)
            if answer.status != 200:
                raise UnexpectedAnswer(f"{PRESENCE}: {answer.status}")
        time.sleep(pause / 2)

    def _save(self, path: str, goal: UUID, mark: str, fields: Fields) -> Page:
        page = self.visitor.post(path, fields)
        if page.status == 302:
            self.tally.saves.append(
                Save(goal=goal, author=self.visitor.user.pk, mark=mark, seen=int(fields["revision"][0]))
            )
            return self.tally.note(page, SAVE)
        self.tally.note(page, CONFLICT)
        if page.status != 409:
            raise UnexpectedAnswer(f"{SAVE}: {page.status}")
        return page

    def _merged(self, page: Page, mark: str) -> Fields:
        """The form on the page of a conflict, with what the member decides about the text."""
        fields = page.form("revision")
        if BOTH in page.text:
            self.tally.merged_by_page.append(mark)
            return fields | {"take-explanation": ["both"]}
        return fields | {"explanation": [with_others(fields["explanation"][0], page)]}


def with_mark(text: str, mark: str, chance: random.Random) -> str:
    """A text with a mark as a paragraph of its own, somewhere."""
    paragraphs = text.split(PARAGRAPH)
    paragraphs.insert(chance.randint(0, len(paragraphs)), mark)
    return PARAGRAPH.join(paragraphs)


def with_others(text: str, page: Page) -> str:
    """A text with every mark that the page shows: what a person writes who loses nothing."""
    missing = [mark for mark in dict.fromkeys(marks_in(page.text)) if mark not in marks_in(text)]
    return PARAGRAPH.join([text, *missing])
