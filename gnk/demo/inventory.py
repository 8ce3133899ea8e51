"""The inventory of the demonstration: thirty existing documents, what was found in them, and what became of it."""

from collections.abc import Iterable, Mapping

from gnk.demo.history import happened
from gnk.demo.reading import Content, day, local, read
from gnk.demo.scene import Scene, numbered_elements
from strategy.inventory.actions.concepts import change_evaluation_status, create_concept
from strategy.inventory.actions.contradictions import note_contradiction
from strategy.inventory.actions.extracts import create_extract, set_aside
from strategy.inventory.actions.foundations import link_extract
from strategy.inventory.actions.swot import add_swot_entry
from strategy.inventory.choices import EvaluationStatus, SwotKind
from strategy.models import Concept, ConceptKind, Extract, SdgTarget, ThemeField

# When the documents were collected, evaluated, and held against the goals.
COLLECTED = "2019-09-09T10:00"
EVALUATED = "2019-10-21T15:00"
SWOT_WRITTEN = "2020-02-19T11:00"
CONNECTED = "2021-05-05T14:00"


def load_concepts(scene: Scene) -> None:
    """The documents with their extracts, as they were evaluated before the first meeting."""
    kinds = {kind.title: kind for kind in ConceptKind.objects.all()}
    themes = {theme.title: theme for theme in ThemeField.objects.filter(strategy=scene.strategy)}
    for entry in read("inventory.json")["concepts"]:
        with happened(local(COLLECTED)):
            concept = create_concept(
                strategy=scene.strategy, values=_concept_values(entry, kinds), by=scene.by
            )
        for found in entry["extracts"]:
            with happened(local(EVALUATED)):
                create_extract(concept=concept, values=_extract_values(found, themes), by=scene.by)
        if entry["status"] != EvaluationStatus.OPEN:
            with happened(local(EVALUATED)):
                change_evaluation_status(
                    concept=concept,
                    to=EvaluationStatus(entry["status"]),
                    by=scene.by,
                    at=local(EVALUATED),
                )


def load_swot(scene: Scene) -> None:
    """Strengths, weaknesses, opportunities and threats of each chosen theme field."""
    extracts = _extracts_by_place()
    themes = {theme.title: theme for theme in ThemeField.objects.filter(strategy=scene.strategy).selected()}
    for entry in read("inventory.json")["swot"]:
        values = {
            "kind": SwotKind(entry["kind"]),
            "text": entry["text"],
            "extracts": [extracts[_place(source)] for source in entry["sources"]],
            "other_source": entry["other_source"],
        }
        with happened(local(SWOT_WRITTEN)):
            add_swot_entry(theme=themes[entry["theme"]], values=values, by=scene.by)


def connect_extracts(scene: Scene) -> None:
    """The use of the extracts once there were goals and measures: used, set aside with a reason, or open."""
    elements = numbered_elements(scene.strategy)
    content, at = read("inventory.json"), local(CONNECTED)
    with happened(at):
        for extract, entry in _extracts_with_content(content["concepts"]):
            if "based" in entry:
                link_extract(extract=extract, element=elements[entry["based"]], by=scene.by, at=at)
            elif "set_aside" in entry:
                set_aside(extract=extract, reason=entry["set_aside"], by=scene.by)
        extracts = _extracts_by_place()
        for entry in content["contradictions"]:
            note_contradiction(
                extract=extracts[_place(entry["first"])],
                other=extracts[_place(entry["second"])],
                note=entry["note"],
                by=scene.by,
                at=at,
            )


def _concept_values(entry: Content, kinds: Mapping[str, ConceptKind]) -> dict[str, object]:
    return {
        "title": entry["title"],
        "kind": kinds[entry["kind"]],
        "department": entry["department"],
        "dated": day(entry["dated"]),
        "council_reference": entry["council_reference"],
        "valid_until": day(entry["valid_until"]) if entry["valid_until"] else None,
        "summary": entry["summary"],
    }


def _extract_values(entry: Content, themes: Mapping[str, ThemeField]) -> dict[str, object]:
    return {
        "kind": entry["kind"],
        "quotation": entry["quotation"],
        "page": entry["page"],
        "themes": [themes[title] for title in entry["themes"]],
        "sdg_targets": list(SdgTarget.objects.filter(code__in=entry["sdg_targets"])),
    }


def _extracts_with_content(
    concepts: Iterable[Content],
) -> Iterable[tuple[Extract, Content]]:
    """Each extract with its entry: they were made in the order of the content."""
    rows = {concept.title: concept for concept in Concept.objects.prefetch_related("extracts")}
    for concept in concepts:
        yield from zip(rows[concept["title"]].extracts.all(), concept["extracts"], strict=True)


def _extracts_by_place() -> dict[tuple[str, str], Extract]:
    """The first extract of each page of each concept."""
    found: dict[tuple[str, str], Extract] = {}
    for extract in Extract.objects.select_related("concept"):
        found.setdefault((extract.concept.title, extract.page), extract)
    return found


def _place(source: Mapping[str, str]) -> tuple[str, str]:
    return source["concept"], source["page"]
