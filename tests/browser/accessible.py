"""axe in the browser: what a page must have to be read by everybody."""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Only what is wrong: axe would describe every node that is right as well, and Chromium would hand all that over.
FIND_VIOLATIONS = """async (options) => {
    const { violations } = await axe.run({ ...options, resultTypes: ["violations"], selectors: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}"""
SAMPLE = Path(__file__).with_name("sample.js").read_text()
# What a narrow screen can break; everything else axe has seen at desktop width.
NARROW_RULES = ("aria-hidden-focus", "scrollable-region-focusable")
# The width of the page, and whether it has anything that these rules look at.
NARROW_LOOK = """() => {
    const scrolls = (node) =>
        node.scrollWidth > node.clientWidth && /auto|scroll/.test(getComputedStyle(node).overflowX);
    const focusable = ":is(a, button, input, select, textarea, summary, [tabindex])";
    return [
        document.documentElement.scrollWidth,
        document.querySelector(`[aria-hidden=true] ${focusable}, ${focusable}[aria-hidden=true]`) !== null
            || [...document.body.querySelectorAll("*")].some(scrolls),
    ];
}"""
# Heads and feet of pages that this process has scanned, each by its make.
_seen_frames: set[str] = set()


def assert_accessible(page: Page, where: str, rules: tuple[str, ...] = ()) -> None:
    """Run axe, all of its rules or some; every finding is named with its place."""
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    # Once in each document, which may be looked at in several colours and widths.
    if page.evaluate("!('axe' in window)"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(FIND_VIOLATIONS, options)
    assert found == [], f"{where}: {found}"


def assert_page_is_accessible(page: Page, url: str) -> None:
    """Scan one page, gone ones included.

    The layout of the whole page on the narrowest phone; then, of what repeats two, all rules at desktop width, and the
    colours again in the dark.
    """
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    response = page.goto(url)
    assert response is not None
    assert response.status in (200, 410), url
    width, doubtful = page.evaluate(NARROW_LOOK)
    assert width <= 320, f"{url} scrolls sideways"
    if doubtful:
        assert_accessible(page, f"{url} (320 px)", rules=NARROW_RULES)
    page.set_viewport_size({"width": 1280, "height": 900})
    sample = page.evaluate(SAMPLE, sorted(_seen_frames))
    assert sample["doubled"] == [], f"{url} has ids that stand twice"
    assert_accessible(page, f"{url} (light)")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert_accessible(page, f"{url} (dark)", rules=("color-contrast",))
    _seen_frames.update(sample["frames"])
