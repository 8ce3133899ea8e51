"""The programme of the demonstration: theme fields with their goals and measures, and the chapters around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from accounts.models import User
from gnk.demo.history import happened
from gnk.demo.reading import CONTENT, local, read
from strategy.actions.elements import create_element, save_element
from strategy.choices import ChapterKind
from strategy.models import Chapter, Measure, OperationalGoal, StrategicGoal, Strategy, ThemeField

# When the texts of the theme fields and the chapters were written.
THEMES_WRITTEN = "2020-06-24T14:00"
CHAPTERS_WRITTEN = "2021-05-17T13:00"
# The levels below a theme field: under which name the content has them, and when they were written.
LEVELS: tuple[tuple[type[Any], str, str], ...] = (
    (StrategicGoal, "strategic_goals", "2020-10-12T10:00"),
    (OperationalGoal, "operational_goals", "2021-01-11T09:00"),
    (Measure, "measures", "2021-04-12T09:00"),
)

# By number, such as "1.2.3": texts of an element before somebody's proposal changed them.
EarlierTexts = Mapping[str, Mapping[str, str]]


def load_programme(strategy: Strategy, by: User, earlier: EarlierTexts | None = None) -> None:
    """Fill each selected theme field with its goals and measures."""
    contents = {content["title"]: content for content in _theme_contents()}
    for theme in ThemeField.objects.filter(strategy=strategy).selected():
        content = contents[theme.title]
        values = {name: text for name, text in content.items() if name not in ("title", LEVELS[0][1])}
        with happened(local(THEMES_WRITTEN)):
            save_element(element=theme, values=values, revision=theme.revision, by=by)
        _load_below(theme, theme.number, content, LEVELS, by, earlier or {})


def final_texts(number: str, fields: Iterable[str]) -> dict[str, str]:
    """Texts of a goal or measure as the content has them, by its number such as "1.2.3"."""
    theme, *below = (int(part) for part in number.split("."))
    found = read(f"theme_{theme}.json")
    for (_model, name, _written), position in zip(LEVELS, below, strict=False):
        found = found[name][position - 1]
    return {field: found[field] for field in fields}


def load_chapters(strategy: Strategy, by: User) -> None:
    with happened(local(CHAPTERS_WRITTEN)):
        for chapter in Chapter.objects.filter(strategy=strategy):
            name = f"{ChapterKind(chapter.chapter_kind).value}.md"
            text = (CONTENT / "chapters" / name).read_text("utf-8")
            save_element(element=chapter, values={"text": text}, revision=chapter.revision, by=by)


def _load_below(
    parent: Any,
    number: str,
    content: Mapping[str, Any],
    levels: Sequence[tuple[type[Any], str, str]],
    by: User,
    earlier: EarlierTexts,
) -> None:
    if not levels:
        return
    model, name, written = levels[0]
    below = [level for _model, level, _written in levels[1:]]
    for position, entry in enumerate(content[name], start=1):
        place = f"{number}.{position}"
        own = {field: value for field, value in entry.items() if field not in below}
        with happened(local(written)):
            values = _values(own) | dict(earlier.get(place, {}))
            element = create_element(model=model, parent=parent, values=values, by=by)
        _load_below(element, place, entry, levels[1:], by, earlier)


def _values(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content file's values as an action takes them: codes as one text, amounts as exact decimals."""
    values = dict(content)
    for field in ("dns_codes", "nhs_codes"):
        if field in values:
            values[field] = ", ".join(values[field])
    if "kind" in values:
        values["measure_kind"] = values.pop("kind")
    return {
        name: Decimal(str(value)) if isinstance(value, float) else value for name, value in values.items()
    }


def _theme_contents() -> Iterator[dict[str, Any]]:
    return (read(path.name) for path in sorted(CONTENT.glob("theme_*.json")))
