"""The programme of the demonstration: theme fields with their goals and measures, and the chapters around it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from accounts.models import User
from gnk.demo.history import happened
from gnk.demo.reading import CONTENT, Content, local, read
from strategy.actions.elements import create_element, save_element
from strategy.choices import ElementKind
from strategy.document.tree import KINDS_BELOW_THEMES, TREE, parent_kind
from strategy.models import Chapter, Strategy, ThemeField
from strategy.models.kinds import MODELS_BELOW_THEMES, ProgrammeElement

# When the texts of the theme fields and the chapters were written.
THEMES_WRITTEN = "2020-06-24T14:00"
CHAPTERS_WRITTEN = "2021-05-17T13:00"
# When the goals and measures were written.
BELOW_WRITTEN: dict[ElementKind, str] = {
    ElementKind.STRATEGIC_GOAL: "2020-10-12T10:00",
    ElementKind.OPERATIONAL_GOAL: "2021-01-11T09:00",
    ElementKind.MEASURE: "2021-04-12T09:00",
}

# By number, such as "1.2.3": texts of an element before somebody's proposal changed them.
EarlierTexts = Mapping[str, Mapping[str, str]]


def load_programme(strategy: Strategy, by: User, earlier: EarlierTexts | None = None) -> None:
    """Fill each selected theme field with its goals and measures."""
    contents = {content["title"]: content for content in _theme_contents()}
    for theme in ThemeField.objects.filter(strategy=strategy).selected():
        content = contents[theme.title]
        apart = ("title", TREE[ElementKind.THEME].children)
        values = {name: text for name, text in content.items() if name not in apart}
        with happened(local(THEMES_WRITTEN)):
            save_element(element=theme, values=values, revision=theme.revision, by=by)
        _load_below(theme, theme.number, content, by, earlier or {})


def final_texts(number: str, fields: Iterable[str]) -> dict[str, str]:
    """Texts of a goal or measure as the content has them, by its number such as "1.2.3"."""
    theme, *below = (int(part) for part in number.split("."))
    found = read(f"theme_{theme}.json")
    for kind, position in zip(KINDS_BELOW_THEMES, below, strict=False):
        found = found[TREE[parent_kind(kind)].children][position - 1]
    return {field: found[field] for field in fields}


def load_chapters(strategy: Strategy, by: User) -> None:
    with happened(local(CHAPTERS_WRITTEN)):
        for chapter in Chapter.objects.filter(strategy=strategy):
            name = f"{chapter.chapter_kind}.md"
            text = (CONTENT / "chapters" / name).read_text("utf-8")
            save_element(element=chapter, values={"text": text}, revision=chapter.revision, by=by)


def _load_below(
    parent: ProgrammeElement, number: str, content: Content, by: User, earlier: EarlierTexts
) -> None:
    above = TREE[parent.kind]
    if above.child is None:
        return
    for position, entry in enumerate(content[above.children], start=1):
        place = f"{number}.{position}"
        own = {field: value for field, value in entry.items() if field != TREE[above.child].children}
        with happened(local(BELOW_WRITTEN[above.child])):
            values = _values(own) | dict(earlier.get(place, {}))
            model = MODELS_BELOW_THEMES[above.child]
            element = create_element(model=model, parent=parent, values=values, by=by)
        _load_below(element, place, entry, by, earlier)


def _values(content: Content) -> dict[str, object]:
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


def _theme_contents() -> Iterator[Content]:
    return (read(path.name) for path in sorted(CONTENT.glob("theme_*.json")))
