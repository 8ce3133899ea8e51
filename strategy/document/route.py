"""The way of a version through the bodies, as its files tell it. Pure."""

from datetime import date

from msgspec import Struct


class RouteStep(Struct, frozen=True):
    """A step that everybody may know of; `outcome` is what came of it, in words."""

    body: str
    role: str
    day: date | None
    outcome: str
