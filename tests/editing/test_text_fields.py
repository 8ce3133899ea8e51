import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string

from accounts.models import User
from editing.forms.texts import rich_text_area, text_area
from strategy.forms.elements import ChapterForm
from strategy.forms.measures import MeasureForm


class Remarks(forms.Form):
    """Fields whose limits stand in the form itself."""

    remark = forms.CharField(widget=text_area(3), max_length=300)
    endless = forms.CharField(widget=text_area(3))
    title = forms.CharField(max_length=200)


@pytest.mark.django_db
def test_text_field_says_the_limit_of_its_model() -> None:
    form = MeasureForm()
    attributes = {name: form[name].build_widget_attrs({}) for name in ("description", "milestones", "title")}
    assert attributes["description"]["data-limit"] == "10000"
    assert attributes["milestones"]["data-limit"] == "3000"
    assert "data-limit" not in attributes["title"]


def test_browser_never_cuts_a_long_text() -> None:
    form = Remarks()
    drawn = str(form["remark"])
    assert 'data-limit="300"' in drawn
    assert "maxlength" not in drawn
    assert "data-limit" not in str(form["endless"])
    assert 'maxlength="200"' in str(form["title"])


@pytest.mark.django_db
def test_headings_are_offered_where_a_text_has_parts() -> None:
    chapter, measure = str(ChapterForm()["text"]), str(MeasureForm()["description"])
    assert 'data-rich-text="headings"' in chapter
    assert 'data-command="heading"' in chapter
    assert "Überschriften mit „## “" in chapter
    assert 'data-rich-text=""' in measure
    assert 'data-command="heading"' not in measure
    assert "Überschriften" not in measure


def test_script_and_styles_come_with_the_field() -> None:
    class WithText(forms.Form):
        text = forms.CharField(widget=rich_text_area(3))

    drawn = str(WithText().media)
    assert 'type="module"' in drawn
    assert "bundles/rich_text.js" in drawn
    assert "css/rich_text.css" in drawn
    assert str(Remarks().media) == ""


class Choices(forms.Form):
    funding = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("budget", "Haushalt")], required=False)
    kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("new", "neu")])
    person = forms.ModelChoiceField(queryset=User.objects.none(), required=False)
    other = forms.ChoiceField(choices=[("", "alle"), ("x", "x")], required=False)


@pytest.mark.django_db
def test_field_that_is_missed_later_is_not_called_optional() -> None:
    form = MeasureForm()
    labels = {name: render_to_string("kern/label.html", {"field": form[name]}) for name in form.fields}
    assert "(erwartet)" in labels["funding"]
    assert "(optional)" in labels["partners"]
    assert "(" not in labels["title"]


@pytest.mark.django_db
def test_empty_choice_is_called_by_a_word() -> None:
    form = Choices()
    firsts = [str(form[name]).split("</option>")[0].rsplit(">", 1)[1] for name in form.fields]
    assert firsts == ["keine Angabe", "Bitte wählen", "keine Angabe", "alle"]
