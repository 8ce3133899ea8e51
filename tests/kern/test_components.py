"""The markup of the components, and that nothing typed by a person gets into it unescaped."""

import re

import pytest
from django.template import Context, Template


def drawn(source: str, **context: object) -> str:
    """The markup of a template on one line."""
    html = Template(source).render(Context(context))
    return re.sub(r"\s*\n\s*", "", html)


def test_a_button_sends_its_form() -> None:
    assert drawn('{% button "primary" %}Speichern{% endbutton %}') == (
        '<button type="submit" class="kern-btn kern-btn--primary"><span class="kern-label">Speichern</span></button>'
    )


def test_attributes_are_those_of_the_element() -> None:
    html = drawn(
        '{% button "tertiary" small=True type="button" data_drop=True hidden=no id=key %}x{% endbutton %}',
        no=False,
        key='"',
    )
    assert html.startswith(
        '<button type="button" class="kern-btn kern-btn--tertiary kern-btn--x-small" data-drop id="&quot;">'
    )


def test_equal_buttons_say_what_they_are_about() -> None:
    html = drawn(
        '{% button_link "secondary" href=to about=name %}Ansehen{% endbutton_link %}',
        to="/?a=1&b=2",
        name="<b>",
    )
    assert html == (
        '<a class="kern-btn kern-btn--secondary" href="/?a=1&amp;b=2" aria-label="Ansehen: &lt;b&gt;">'
        '<span class="kern-label">Ansehen</span></a>'
    )


def test_a_link_leads_to_a_page_by_its_name() -> None:
    assert 'href="/arbeitsbereich/"' in drawn(
        '{% button_link "primary" "strategy:guide" %}x{% endbutton_link %}'
    )


def test_a_post_button_is_a_form_with_its_token() -> None:
    html = drawn(
        '{% post_button "tertiary" "account_logout" label="Ende" about="Kim" form_class="a" %}↑{% endpost_button %}',
        csrf_token="secret",
    )
    assert re.match(r'<form method="post" action="[^"]+" class="a">', html)
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="secret">' in html
    assert 'aria-label="Ende: Kim"><span class="kern-label">↑</span>' in html


def test_a_confirmation_has_a_way_back() -> None:
    html = drawn('{% confirmation "Ja, entfernen" "strategy:guide" %}', csrf_token="secret")
    assert "Ja, entfernen</span></button>" in html
    assert (
        '<a class="kern-btn kern-btn--tertiary" href="/arbeitsbereich/"><span class="kern-label">Abbrechen'
        in html
    )


@pytest.mark.parametrize(("body", "has_body"), [("", False), (" \n ", False), ("<p>Warum</p>", True)])
def test_an_alert_has_a_body_only_with_something_in_it(body: str, has_body: bool) -> None:
    html = drawn('{% alert "warning" "Halt" role="alert" class="message" %}' + body + "{% endalert %}")
    assert html.startswith('<div class="kern-alert kern-alert--warning message" role="alert">')
    assert '<span class="kern-title">Halt</span>' in html
    assert ('<div class="kern-alert__body"><p>Warum</p></div>' in html) is has_body


def test_the_title_of_an_alert_may_be_a_heading() -> None:
    assert '<h2 class="kern-title" id="why">' in drawn(
        '{% alert "danger" "x" heading_id="why" %}{% endalert %}'
    )
    assert '<h2 class="kern-title">' in drawn('{% alert "danger" "x" heading_id="" %}{% endalert %}')


def test_a_badge_has_a_look_or_none() -> None:
    assert 'class="kern-badge kern-badge--small kern-badge--success"' in drawn(
        '{% badge "success" %}x{% endbadge %}'
    )
    assert 'class="kern-badge kern-badge--small"' in drawn("{% badge %}x{% endbadge %}")


def test_breadcrumbs_end_with_the_page_itself() -> None:
    html = drawn(
        '{% breadcrumbs %}{% crumb "strategy:guide" %}Übersicht{% endcrumb %}'
        "{% crumb %}{{ here }}{% endcrumb %}{% endbreadcrumbs %}",
        here="<b>",
    )
    assert html == (
        '<nav class="breadcrumbs" aria-label="Sie sind hier"><ol>'
        '<li><a class="kern-link" href="/arbeitsbereich/">Übersicht</a></li>'
        '<li aria-current="page">&lt;b&gt;</li></ol></nav>'
    )


def test_a_table_and_a_section_have_names() -> None:
    assert drawn('{% table_box "Konten" class="section" %}x{% endtable_box %}') == (
        '<div class="table-box section" tabindex="0" role="region" aria-label="Konten" '
        'data-wider="Die Tabelle ist breiter: seitlich verschieben">x</div>'
    )
    assert drawn('{% section "a" title %}x{% endsection %}', title="A & B") == (
        '<section class="section" aria-labelledby="a"><h2 class="kern-heading-medium" id="a">A &amp; B</h2>x</section>'
    )


def test_the_lead_of_a_page_comes_last() -> None:
    assert drawn('{% page_head "Titel" "Satz" %}<p>tun</p>{% endpage_head %}') == (
        '<div class="page-head"><h1 class="kern-heading-large">Titel</h1>'
        '<p>tun</p><p class="page-head__lead">Satz</p></div>'
    )


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ('"strategy:guide"', "/arbeitsbereich/"),
        ('"strategy:guide" a=word b=nothing', "/arbeitsbereich/?a=x%20%26%20y"),
        ('"strategy:guide" query="k=1" a=2 fragment="top"', "/arbeitsbereich/?k=1&amp;a=2#top"),
        ('q="" art="x/y"', "?q=&amp;art=x/y"),
    ],
)
def test_an_address_keeps_what_is_asked(arguments: str, address: str) -> None:
    assert drawn("{% address " + arguments + " %}", word="x & y", nothing=None) == address
