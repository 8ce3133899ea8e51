"""Finding extracts that another one may contradict."""

from django.db.models import Q, QuerySet

from strategy.models import Extract


def comparable_extracts(extract: Extract, words: str) -> QuerySet[Extract]:
    """The other extracts in whose quotation or concept's title all these words stand.

    Without words: those of other concepts that are assigned to one of its theme fields.
    """
    others = Extract.objects.filter(concept__strategy=extract.concept.strategy_id).exclude(pk=extract.pk)
    for word in words.split():
        others = others.filter(Q(quotation__icontains=word) | Q(concept__title__icontains=word))
    if not words.split():
        related = Extract.themes.through.objects.filter(themefield__in=extract.themes.values("pk"))
        others = others.exclude(concept=extract.concept_id).filter(pk__in=related.values("extract"))
    return others.select_related("concept").order_by("concept__title", "concept", "pk")
