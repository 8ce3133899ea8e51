"""What is told in other words goes with the version that it tells about."""

from django.utils.translation import ngettext

from strategy.models import StrategyVersion
from translations.models import PublishedTranslation, SignVideo


def told_of_version(version: StrategyVersion, **kwargs: object) -> list[str]:
    """Say how many texts and videos nobody outside sees any more when the version is withdrawn."""
    texts = PublishedTranslation.objects.shown().filter(version=version).count()
    videos = SignVideo.objects.shown().filter(version=version).count()
    sentences = []
    if texts:
        sentences.append(
            ngettext(
                "Mit ihr verschwindet %d Text in Leichter Sprache oder auf Englisch.",
                "Mit ihr verschwinden %d Texte in Leichter Sprache oder auf Englisch.",
                texts,
            )
            % texts
        )
    if videos:
        sentences.append(
            ngettext(
                "Mit ihr verschwindet %d Video in Gebärdensprache.",
                "Mit ihr verschwinden %d Videos in Gebärdensprache.",
                videos,
            )
            % videos
        )
    return sentences
