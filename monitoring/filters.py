"""What a reader wants to see of the implementation. Pure."""

from msgspec import Struct, structs

from monitoring.assessment import Assessment, IndicatorLine, MeasureLine, theme_lights
from strategy.document.document import StrategyDocument


class AssessmentWish(Struct, frozen=True):
    """The lines that a reader wants to see: the number of a theme field, a name, the values of lights; empty is all.

    Who asks for one of the two lights gets no line of the other.
    """

    theme: str = ""
    department: str = ""
    execution: str = ""
    effect: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any((self.theme, self.department, self.execution, self.effect))

    def admits_measure(self, line: MeasureLine) -> bool:
        return (
            self.theme in ("", line.theme)
            and self.department in ("", line.department)
            and self.execution in ("", line.light.value)
            and not self.effect
        )

    def admits_indicator(self, line: IndicatorLine) -> bool:
        return (
            self.theme in ("", *line.themes)
            and self.department in ("", line.department)
            and self.effect in ("", line.light.value)
            and not self.execution
        )


def narrowed(document: StrategyDocument, assessment: Assessment, wish: AssessmentWish) -> Assessment:
    """The lines that a reader wants to see, and the theme fields counted by them."""
    measures = tuple(filter(wish.admits_measure, assessment.measures))
    indicators = tuple(filter(wish.admits_indicator, assessment.indicators))
    return structs.replace(
        assessment,
        measures=measures,
        indicators=indicators,
        themes=theme_lights(document, measures, indicators),
    )
