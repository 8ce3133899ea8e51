"""What changed between two days: the lights that are others now. Pure."""

from msgspec import Struct

from monitoring.assessment import Assessment, IndicatorLine, MeasureLine
from monitoring.choices import EffectLight, ExecutionLight


class ChangedLight(Struct, frozen=True):
    """A measure or an indicator whose light was another one on the earlier day."""

    line: MeasureLine | IndicatorLine
    before: ExecutionLight | EffectLight

    @property
    def after(self) -> ExecutionLight | EffectLight:
        return self.line.light


class Changes(Struct, frozen=True):
    measures: tuple[ChangedLight, ...]
    indicators: tuple[ChangedLight, ...]


def changes_between(before: Assessment, after: Assessment) -> Changes:
    """The lights that changed, in the order of the later assessment; what only one of both has is no change."""
    execution = {line.key: line.light for line in before.measures}
    effect = {line.key: line.light for line in before.indicators}
    return Changes(
        measures=tuple(
            ChangedLight(line=line, before=execution[line.key])
            for line in after.measures
            if execution.get(line.key, line.light) != line.light
        ),
        indicators=tuple(
            ChangedLight(line=line, before=effect[line.key])
            for line in after.indicators
            if effect.get(line.key, line.light) != line.light
        ),
    )
