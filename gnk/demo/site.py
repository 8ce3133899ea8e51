"""The declaration of accessibility of the demonstration: an example, as if somebody had just checked the site."""

from datetime import timedelta

from django.utils import timezone

from gnk.demo.reading import read
from gnk.demo.scene import Scene
from publication.actions.declaration import save_declaration

DAYS_SINCE_THE_CHECK = 30


def declare_accessibility(scene: Scene) -> None:
    """Record both checks a month before the loading."""
    day = timezone.localdate(scene.now) - timedelta(days=DAYS_SINCE_THE_CHECK)
    days = dict.fromkeys(("declared_on", "automatic_on", "manual_on"), day)
    save_declaration(values={**read("declaration.json"), **days}, revision=1, by=scene.by)
