"""What was adopted in other words: two theme fields in Leichter Sprache, and some of it in English."""

from gnk.demo.history import happened
from gnk.demo.reading import Content, local, read
from gnk.demo.scene import Scene
from translations.actions.texts import publish_translation, save_translation
from translations.choices import FIELDS, Told, Wording
from translations.models import Translation
from translations.told import parts_of
from translations.versions import InForce, in_force


def tell_in_other_words(scene: Scene) -> None:
    """Publish the texts two weeks after the version that they tell about."""
    content, current = read("translations.json"), in_force()
    if current is None:
        raise LookupError("nothing is published yet")
    with happened(local(content["published"])):
        _tell(
            scene, current, Wording.EASY, {number: {"text": text} for number, text in content["easy"].items()}
        )
        _tell(scene, current, Wording.ENGLISH, content["english"])


def _tell(scene: Scene, current: InForce, wording: Wording, texts: Content) -> None:
    """Texts by the number of what they tell; the whole strategy has none."""
    at = local(read("translations.json")["published"])
    parts = {part.number: part for part in parts_of(current.document, wording)}
    for number, words in texts.items():
        part = parts[number]
        row = Translation(wording=wording, told=part.told, key=part.key)
        values = {name: words.get(name, "") for name in FIELDS[wording][Told(part.told)]}
        row = save_translation(translation=row, values=values, revision=0, by=scene.by)
        publish_translation(
            translation=row, revision=row.revision, version=current.version, by=scene.by, at=at
        )
