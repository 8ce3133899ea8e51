"""KERN's style sheet without what no page of ours uses. Pure: style sheets and texts in, a style sheet out.

A rule stays when every class in its selector may stand on a page, a custom property when something refers to it. Which
classes may stand on a page, the words of templates, scripts and Python say.
"""

import re
from collections.abc import Iterable, Iterator

import tinycss2
from tinycss2.ast import AtRule, Declaration, LiteralToken, Node, QualifiedRule, WhitespaceToken

# What all pages need, in this order behind KERN's.
BASE_SHEETS = tuple(
    f"css/{name}.css"
    for name in [
        "tokens",
        "layout",
        "navigation",
        "text",
        "buttons",
        "cards",
        "tables",
        "forms",
        "accounts",
        "sdg",
    ]
)

WORD = re.compile(r"[\w-]+")
# What comes before a part that is filled in: `kern-icon--{{ name }}`, f"kern-btn--{look}".
BEGINNING = re.compile(r"[\w-]+-(?=\{|\$\{|%)")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
NESTING = {"media", "supports"}


class Words:
    """The words of all that makes pages, and the beginnings of words that are filled in."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.whole: set[str] = set()
        self.beginnings: set[str] = set()
        for text in texts:
            self.whole.update(WORD.findall(text))
            self.beginnings.update(BEGINNING.findall(text))

    def allow(self, name: str) -> bool:
        """Say whether a class or attribute may stand on a page."""
        return name in self.whole or any(
            name.startswith(beginning) and name.removeprefix(beginning) in self.whole
            for beginning in self.beginnings
        )


def cut(sheet: str, words: Words, beside: Iterable[str]) -> str:
    """Give what of a style sheet pages need that are made of these words; `beside` are the other style sheets."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    kept = list(_kept(rules, words))
    needed = _needed([value for rule in kept for value in rule.declarations()], beside)
    return "".join(text for rule in kept if (text := rule.text(needed)))


class _Rule:
    """A rule of plain declarations."""

    def __init__(self, selector: str, declarations: list[Declaration]) -> None:
        self._selector, self._declarations = selector, declarations

    def declarations(self) -> Iterator[tuple[str, str]]:
        yield from ((each.name, _text(each.value)) for each in self._declarations)

    def text(self, needed: set[str]) -> str:
        lines = [
            f"{each.name}:{_text(each.value)}{'!important' if each.important else ''}"
            for each in self._declarations
            if not each.name.startswith("--") or each.name in needed
        ]
        return f"{self._selector}{{{';'.join(lines)}}}\n" if lines else ""


class _Group:
    """Rules under a condition."""

    def __init__(self, head: str, rules: list["_Rule | _Group | _Verbatim"]) -> None:
        self._head, self._rules = head, rules

    def declarations(self) -> Iterator[tuple[str, str]]:
        for rule in self._rules:
            yield from rule.declarations()

    def text(self, needed: set[str]) -> str:
        inner = "".join(rule.text(needed) for rule in self._rules)
        return f"{self._head}{{{inner}}}\n" if inner else ""


class _Verbatim:
    """What is taken as it is, such as keyframes."""

    def __init__(self, text: str) -> None:
        self._text = text

    def declarations(self) -> Iterator[tuple[str, str]]:
        yield "", self._text

    def text(self, needed: set[str]) -> str:
        return f"{self._text}\n"


def _kept(rules: Iterable[Node], words: Words) -> Iterator[_Rule | _Group | _Verbatim]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [_text(each) for each in _selectors(rule.prelude) if _may_match(each, words)]
            if selectors:
                content = tinycss2.parse_blocks_contents(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                yield _Rule(",".join(selectors), [each for each in content if isinstance(each, Declaration)])
        elif isinstance(rule, AtRule) and rule.at_keyword in NESTING:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield _Group(f"@{rule.at_keyword} {_text(rule.prelude)}", list(_kept(inner, words)))
        elif isinstance(rule, AtRule):
            yield _Verbatim(_text([rule]))


def _selectors(prelude: Iterable[Node]) -> Iterator[list[Node]]:
    """The parts of a list of selectors; commas inside brackets are no parts' ends."""
    part: list[Node] = []
    for token in prelude:
        if isinstance(token, LiteralToken) and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _may_match(selector: list[Node], words: Words) -> bool:
    """Judge by classes and data attributes outside of brackets such as :not(…) and :has(…)."""
    previous = None
    for token in selector:
        named = isinstance(previous, LiteralToken) and previous.value == "." and token.type == "ident"
        if named and not words.allow(token.value):
            return False
        if token.type == "[] block":
            name = next(each.value for each in token.content if each.type == "ident")
            if name.startswith("data-") and not words.allow(name):
                return False
        previous = token
    return True


def _needed(declarations: list[tuple[str, str]], beside: Iterable[str]) -> set[str]:
    """The custom properties that something refers to, be it through others."""
    refers = {name: set[str]() for name, _value in declarations if name.startswith("--")}
    waiting = {name for sheet in beside for name in REFERENCE.findall(sheet)}
    for name, value in declarations:
        refers.get(name, waiting).update(REFERENCE.findall(value))
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting |= refers.get(name, set()) - needed
    return needed


def _text(tokens: Iterable[Node]) -> str:
    """The tokens as text, with one blank where some space stood."""
    return "".join(
        " " if isinstance(token, WhitespaceToken) else str(token.serialize())
        for token in tokens
        if token.type != "comment"
    ).strip()
