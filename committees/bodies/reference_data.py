"""Brings the usual sending groups into an empty database after each migrate."""

import json
from pathlib import Path

from django.apps import apps as installed_apps
from django.apps.registry import Apps

DATA = Path(__file__).parent / "data"


def load_seat_groups(*, apps: Apps = installed_apps, using: str = "default", **signal: object) -> None:
    """Create the sending groups of the GNK method. An installation that has groups of its own keeps them.

    `apps` are the models as they are after the migrations that ran: at an earlier one there is no such table.
    """
    try:
        groups = apps.get_model("bodies", "SeatGroup")._default_manager.using(using)
    except LookupError:
        return
    if groups.exists():
        return
    names = json.loads((DATA / "seat_groups.json").read_text(encoding="utf-8"))
    groups.bulk_create(
        groups.model(name=name, position=position) for position, name in enumerate(names, start=1)
    )
