"""What existing documents say stands where it is needed: at each candidate, and beside the forms of elements."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from strategy.choices import ThemeDecision
from strategy.inventory.actions.foundations import link_extract
from strategy.inventory.choices import ExtractKind
from strategy.inventory.taken_up import Evidence, evidence_of, open_extracts_of
from strategy.links import place_of
from strategy.models import ElementBasis, Extract, Measure, Strategy, ThemeField
from tests.builders import make_concept, make_extract
from tests.strategy.pages import fields_on, goes_to, text_of


def test_evidence_counts_documents_and_kinds_of_passages(strategy: Strategy) -> None:
    first, second, silent = ThemeField.objects.candidates()[:3]
    one, other = make_concept(strategy), make_concept(strategy)
    make_extract(one, themes=[first, second])
    make_extract(one, themes=[first], kind=ExtractKind.MEASURE)
    make_extract(other, themes=[first])
    assert evidence_of([first, second, silent]) == {
        first.pk: Evidence(concepts=2, kinds=((ExtractKind.GOAL, 2), (ExtractKind.MEASURE, 1))),
        second.pk: Evidence(concepts=1, kinds=((ExtractKind.GOAL, 1),)),
        silent.pk: Evidence(concepts=0, kinds=()),
    }


def test_candidates_tell_what_the_documents_say(strategy: Strategy, member_client: Client) -> None:
    theme = ThemeField.objects.candidates()[0]
    extract = make_extract(make_concept(strategy), themes=[theme])
    page = member_client.get(reverse("strategy:theme-selection"))
    assert "Dazu sagt 1 Konzept etwas: Ziel (1)." in text_of(page)
    evidence = reverse("strategy:theme-evidence", args=[theme.pk])
    assert evidence in page.content.decode()
    assert extract.quotation in text_of(member_client.get(evidence))


def test_open_extracts_leave_out_what_is_used_or_set_aside(measure: Measure, coordination: User) -> None:
    theme = measure.theme_of
    concept = make_concept(theme.strategy)
    used, waiting = (make_extract(concept, themes=[theme]) for _ in range(2))
    make_extract(concept, themes=[theme], set_aside_reason="Überholt.")
    make_extract(concept)
    merged = ThemeField.objects.candidates().filter(decision=ThemeDecision.OPEN)[0]
    ThemeField.objects.filter(pk=merged.pk).update(decision=ThemeDecision.MERGED, merged_into=theme)
    of_merged = make_extract(concept, themes=[merged])
    link_extract(extract=used, element=measure, by=coordination, at=timezone.now())
    assert open_extracts_of(theme, at_most=5) == [waiting, of_merged]
    assert len(open_extracts_of(theme, at_most=1)) == 2


def test_form_of_a_measure_links_an_open_extract_and_goes_on(
    measure: Measure, coordination_client: Client
) -> None:
    extract = make_extract(make_concept(measure.theme_of.strategy), themes=[measure.theme_of])
    form = reverse("strategy:element-edit", args=["measure", measure.pk])
    page = coordination_client.get(form)
    assert "1 offene Fundstelle" in text_of(page)
    link = reverse("strategy:extract-link", args=[extract.pk])
    assert link in page.content.decode()
    sent = {"element": f"measure:{measure.pk}", "von": "formular"}
    assert goes_to(coordination_client.post(link, sent)) == form
    assert ElementBasis.objects.get().element_key == measure.pk
    assert "offene Fundstelle" not in text_of(coordination_client.get(form))


def test_form_of_a_new_measure_leads_to_taking_an_extract_over_there_and_on_with_the_text(
    measure: Measure, coordination_client: Client, member_client: Client
) -> None:
    goal = measure.operational_goal
    extract: Extract = make_extract(make_concept(measure.theme_of.strategy), themes=[measure.theme_of])
    page = coordination_client.get(reverse("strategy:element-add", args=["measure", goal.pk]))
    there = f"{reverse('strategy:extract-take-over', args=[extract.pk])}?kind=measure&amp;parent={goal.pk}"
    there += "&amp;von=formular"
    assert there in page.content.decode()
    form = coordination_client.get(there.replace("&amp;", "&"))
    assert extract.quotation[:20] in text_of(form)
    sent = {**fields_on(form), "title": "Neu"}
    answer = coordination_client.post(there.replace("&amp;", "&"), sent)
    assert goes_to(answer) == place_of(Measure.objects.get(title="Neu"))
