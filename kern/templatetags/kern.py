"""The components of the KERN design system that every template may use: they are built in, nothing is loaded.

A look is KERN's: primary, secondary or tertiary for a button; info, success, warning or danger for alerts and badges.
Attributes go to the element as they are named, with `-` for `_`: `hx_get=…`; True gives one without a value.
"""

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kern import quotes
from kern.style_sheet import BASE_SHEETS

register = template.Library()
register.filter("inside_quotes", stringfilter(quotes.inside_quotes), is_safe=True)
register.filter("nested_quotes", stringfilter(quotes.nested_quotes), is_safe=True)


@register.simple_tag
def style_sheets() -> SafeString:
    """Link the style sheets of all pages: as one file, or one by one where they are edited."""
    one_by_one = ("bundles/fonts.css", "bundles/kern.css", *BASE_SHEETS)
    names = ("bundles/base.css",) if settings.STYLE_SHEETS_IN_ONE else one_by_one
    return format_html_join(
        "\n    ", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names)
    )


@register.simple_tag
def fonts_in_advance(*weights: str) -> SafeString:
    """Fetch weights beside the style sheets that all pages show: one that comes late is first seen on the next page."""
    return format_html_join(
        "\n    ",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin fetchpriority="low">',
        ((static(f"bundles/fonts/FiraSans-{weight}-german.woff2"),) for weight in weights),
    )


@register.simple_tag
def address(route: str = "", *args: object, query: str = "", fragment: str = "", **asked: object) -> str:
    """Give the address of a page with what it asks: {% address "meetings:meeting-list" gremium=body.pk %}.

    Without a route it is the present one, asked anew. `query` is a query string to begin with; None is left out.
    """
    known = {name: value for name, value in asked.items() if value is not None}
    question = "&".join(filter(None, (query, urlencode(known, quote_via=quote, safe="/"))))
    return (
        (reverse(route, args=args) if route else "")
        + (f"?{question}" if question else "")
        + (f"#{fragment}" if fragment else "")
    )


@register.simple_block_tag
def button(
    content: str, look: str, small: bool = False, about: object = "", **attributes: object
) -> SafeString:
    """Draw a button that sends its form: {% button "primary" name="all" value="1" %}Alle{% endbutton %}.

    `about` tells equal buttons apart for those who hear them: "Löschen: Erster Absatz".
    """
    attributes = {"type": "submit", "class": _button_classes(look, small), **attributes}
    return _labelled("button", content, about, attributes)


@register.simple_block_tag
def button_link(
    content: str,
    look: str,
    page: str = "",
    *args: object,
    href: str = "",
    small: bool = False,
    about: object = "",
    **attributes: object,
) -> SafeString:
    """Draw a link as a button: {% button_link "primary" "strategy:guide" %}Zur Übersicht{% endbutton_link %}.

    It leads to a page of ours with its arguments, or to any `href`.
    """
    attributes = {
        "class": _button_classes(look, small),
        "href": href or reverse(page, args=args),
        **attributes,
    }
    return _labelled("a", content, about, attributes)


@register.simple_block_tag(takes_context=True)
def post_button(
    context: Context,
    content: str,
    look: str,
    page: str,
    *args: object,
    small: bool = False,
    label: str = "",
    about: object = "",
    form_class: str = "",
) -> SafeString:
    """Draw a form of one button that posts to a page: {% post_button "tertiary" "strategy:theme-up" theme.pk %}.

    `label` is what is heard instead of the content where that is a sign.
    """
    attributes: dict[str, object] = {"type": "submit", "class": _button_classes(look, small)}
    return format_html(
        '<form method="post"{}>{}{}</form>',
        _attributes({"action": reverse(page, args=args), "class": form_class or None}),
        csrf_field(context),
        _labelled("button", content, about, attributes, label),
    )


@register.simple_tag(takes_context=True)
def confirmation(
    context: Context, yes: str, page: str, *args: object, form_class: str = "actions"
) -> SafeString:
    """Draw the end of a page that asks before it acts: a button that posts to it, and a way back to another page."""
    return format_html(
        '<form method="post" class="{}">{}{} {}</form>',
        form_class,
        csrf_field(context),
        button(yes, "primary"),
        button_link(_("Abbrechen"), "tertiary", page, *args),
    )


@register.simple_block_tag
def badge(content: str, look: str = "") -> SafeString:
    """Draw a badge, the state of a thing in a word: {% badge "success" %}erledigt{% endbadge %}."""
    classes = "kern-badge kern-badge--small" + (f" kern-badge--{look}" if look else "")
    return format_html('<span class="{}"><span class="kern-label">{}</span></span>', classes, content)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of KERN's pictures: {% icon "arrow-up" %}; what it means is said in words beside it or by a label."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.simple_block_tag
def nothing_yet(content: str, sentence: str) -> SafeString:
    """Draw an empty list: a sentence that says what comes here, and inside what those can do who may.

    {% nothing_yet _("Noch ist nichts da.") %}{% button_link … %}…{% endbutton_link %}{% endnothing_yet %}
    """
    ways = format_html('<div class="actions">{}</div>', content) if content.strip() else ""
    return format_html('<div class="empty"><p>{}</p>{}</div>', sentence, ways)


@register.simple_block_tag
def alert(
    content: str, look: str, title: str, heading_id: str | None = None, **attributes: object
) -> SafeString:
    """Draw an alert: {% alert "warning" _("Nicht gespeichert") role="alert" %}Why{% endalert %}; the body may be empty.

    With a `heading_id`, even an empty one, the title is a heading.
    """
    classes = f"kern-alert kern-alert--{look} {attributes.pop('class', '')}".rstrip()
    return mark_safe(
        render_to_string(
            "kern/components/alert.html",
            {
                "look": look,
                "title": title,
                "heading_id": heading_id,
                "attributes": _attributes({"class": classes, **attributes}),
                "body": content.strip() and content,
            },
        )
    )


@register.simple_block_tag
def breadcrumbs(content: str, label: str = "") -> SafeString:
    """Draw the way to a page out of {% crumb %}s, the last one without an address."""
    return format_html(
        '<nav class="breadcrumbs" aria-label="{}"><ol>{}</ol></nav>', label or _("Sie sind hier"), content
    )


@register.simple_block_tag
def crumb(content: str, page: str = "", *args: object, link: str = "kern-link") -> SafeString:
    """Draw a step of the way: {% crumb "meetings:poll-list" %}Abfragen{% endcrumb %}; without an address the end."""
    if not page:
        return format_html('<li aria-current="page">{}</li>', content)
    return format_html('<li><a class="{}" href="{}">{}</a></li>', link, reverse(page, args=args), content)


@register.simple_block_tag
def table_box(content: str, label: str = "", **attributes: object) -> SafeString:
    """Draw the box of a table, which is moved sideways with the keyboard, too, and hence has a name.

    Where the table is wider than the box, a script lets the box say so.
    """
    classes = f"table-box {attributes.pop('class', '')}".rstrip()
    wider = _("Die Tabelle ist breiter: seitlich verschieben")
    attributes = {
        "tabindex": "0",
        "role": "region",
        "aria-label": label or None,
        "data-wider": wider,
        **attributes,
    }
    return format_html("<div{}>{}</div>", _attributes({"class": classes, **attributes}), content)


@register.simple_block_tag
def section(content: str, name: str, title: str) -> SafeString:
    """Draw a section of a page under its heading: {% section "agenda" _("Tagesordnung") %}…{% endsection %}."""
    return format_html(
        '<section class="section" aria-labelledby="{}">'
        '<h2 class="kern-heading-medium" id="{}">{}</h2>{}</section>',
        name,
        name,
        title,
        content,
    )


@register.simple_block_tag
def filter_fold(content: str, chosen: str = "", label: str = "") -> SafeString:
    """Fold away the choices above a list: {% filter_fold filter.in_words %}…{% endfilter_fold %}.

    The line of the fold says what is chosen. On wide screens the choices stand open.
    """
    said = format_html('<span class="filter-fold__chosen">{}</span>', chosen) if chosen else ""
    return format_html(
        '<details class="filter-fold"><summary>{}{}</summary>{}</details>',
        label or _("Filtern und sortieren"),
        said,
        content,
    )


@register.simple_block_tag
def page_head(content: str, title: str, lead: str = "") -> SafeString:
    """Draw the head of a page: its title, what can be done with the page as a whole, and a sentence about it."""
    return format_html(
        '<div class="page-head"><h1 class="kern-heading-large">{}</h1>{}{}</div>',
        title,
        content,
        format_html('<p class="page-head__lead">{}</p>', lead) if lead else "",
    )


def csrf_field(context: Context) -> SafeString:
    """Draw what {% csrf_token %} draws, for the components that are forms."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", "")
    )


def _button_classes(look: str, small: bool) -> str:
    return f"kern-btn kern-btn--{look}" + (" kern-btn--x-small" if small else "")


def _labelled(
    element: str, content: str, about: object, attributes: dict[str, object], label: str = ""
) -> SafeString:
    heard = format_html("{}: {}", label or content, about) if about else None
    return format_html(
        '<{}{}><span class="kern-label">{}</span></{}>',
        element,
        _attributes({**attributes, "aria-label": heard}),
        content,
        element,
    )


def _attributes(attributes: dict[str, object]) -> SafeString:
    return format_html_join(
        "",
        "{}{}",
        (
            (f" {name.replace('_', '-')}", "" if value is True else format_html('="{}"', value))
            for name, value in attributes.items()
            if value is not None and value is not False
        ),
    )
