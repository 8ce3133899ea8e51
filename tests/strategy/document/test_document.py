import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints
from uuid import UUID

import msgspec
import pytest
from django.db.models import TextChoices
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from strategy.choices import ChapterKind, MeasureKind
from strategy.document.document import LogoEntry, StrategyDocument, checksum, from_json, json_schema, to_json
from tests.strategy.document.documents import document, empty_document, theme_entry


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type: the document is made of these types only."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        return st.builds(hint, **{name: values_of(each) for name, each in get_type_hints(hint).items()})
    if isinstance(hint, type) and issubclass(hint, TextChoices):
        return st.sampled_from(hint)
    arguments = get_args(hint)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if arguments:
        return st.one_of([st.none() if each is type(None) else values_of(each) for each in arguments])
    return {
        str: st.text(max_size=20),
        int: st.integers(-(2**31), 2**31),
        bool: st.booleans(),
        Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3),
        UUID: st.uuids(),
        date: st.dates(),
    }[hint]


@settings(database=None, deadline=None, max_examples=50)
@given(value=values_of(StrategyDocument))
def test_any_document_survives_the_round_trip(value: StrategyDocument) -> None:
    content = to_json(value)
    assert from_json(content) == value
    assert to_json(from_json(content)) == content


def test_round_trip_gives_an_equal_document() -> None:
    assert from_json(to_json(document())) == document()


def test_json_keeps_figures_exact() -> None:
    content = json.loads(to_json(document()))
    measure = content["themes"][0]["strategic_goals"][0]["operational_goals"][0]["measures"][0]
    assert (measure["annual_cost"], measure["staff_fte"], measure["investment"]) == ("12000", "0.5", None)


def test_json_is_canonical() -> None:
    logo = LogoEntry(media_type="image/png", data="")
    first = structs.replace(document(), municipality=structs.replace(document().municipality, logo=logo))
    second = from_json(json.dumps(json.loads(to_json(first)), indent=2, sort_keys=True))
    assert to_json(second) == to_json(first)


def without(value: Any, names: set[str]) -> Any:
    """JSON without these fields, however deep."""
    if isinstance(value, dict):
        return {name: without(each, names) for name, each in value.items() if name not in names}
    return [without(each, names) for each in value] if isinstance(value, list) else value


def test_document_of_version_1_is_still_read() -> None:
    content = without(json.loads(to_json(document())), {"swot", "based_on", "concepts"})
    assert "swot" not in content["themes"][0]
    assert content["schema_version"] == 1
    assert from_json(json.dumps(content)) == document()


def test_json_of_something_else_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        from_json("{}")


def test_json_with_an_unknown_choice_is_refused() -> None:
    content = to_json(document()).replace('"measure_kind":"new"', '"measure_kind":"novel"')
    with pytest.raises(msgspec.ValidationError):
        from_json(content)


def test_checksum_is_that_of_the_file() -> None:
    content = to_json(document(title="Für Herne"))
    assert checksum(content) == hashlib.sha256(content.encode("utf-8")).hexdigest()


def test_document_without_a_goal_is_empty() -> None:
    assert empty_document().is_empty
    assert document(themes=(theme_entry(strategic_goals=()),)).is_empty
    assert not document().is_empty


def test_document_gives_its_entries_in_order() -> None:
    value = document()
    assert [goal.number for goal in value.strategic_goals()] == ["1.1", "2.1", "3.1", "4.1", "5.1"]
    assert [goal.number for goal in value.operational_goals()] == [f"{n}.1.1" for n in range(1, 6)]
    assert [measure.number for measure in value.measures()] == [f"{n}.1.1.1" for n in range(1, 6)]
    assert [m.number for m in value.themes[0].strategic_goals[0].measures()] == ["1.1.1.1"]


def test_document_finds_its_chapters() -> None:
    preface = document().chapter(ChapterKind.PREFACE)
    assert preface is not None
    assert preface.kind == ChapterKind.PREFACE
    assert document(chapters=()).chapter(ChapterKind.PREFACE) is None


def test_json_schema_describes_every_field() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert schema["$ref"] == "#/$defs/StrategyDocument"
    definition = schema["$defs"]["StrategyDocument"]
    assert definition["required"] == [
        name for name in get_type_hints(StrategyDocument) if name not in ("concepts", "excerpt")
    ]
    assert list(definition["properties"]) == list(json.loads(to_json(document())))


def test_json_schema_lists_the_choices() -> None:
    schema = json.loads(json.dumps(json_schema()))
    measure = schema["$defs"]["MeasureEntry"]["properties"]["measure_kind"]
    assert sorted(measure["enum"]) == sorted(MeasureKind.values)
