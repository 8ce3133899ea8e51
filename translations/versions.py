"""The version that is told in other words: the one that citizens read."""

from typing import NamedTuple

from strategy.document.document import StrategyDocument
from strategy.document.published import frozen_document
from strategy.models import StrategyVersion


class InForce(NamedTuple):
    """The published version of today and its document."""

    version: StrategyVersion
    document: StrategyDocument


def in_force() -> InForce | None:
    """The version that citizens read, None before the first is published."""
    version = StrategyVersion.objects.published().without_content().first()
    return InForce(version, frozen_document(version)) if version else None
