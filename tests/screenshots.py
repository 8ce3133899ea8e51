"""Takes the pictures of the README in a real browser. `make screenshots` calls it."""

import shutil
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from gnk.demo.people import PASSWORD

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SECONDS_TO_START = 30
COLOURS = 64


def take_guide(address: str, path: str) -> None:
    """Take a picture of the guide of a demonstration that runs at an address, or starts just now."""
    wait_for(address)
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="de-DE", viewport={"width": 1200, "height": 1400})
        sign_in(page, address)
        page.get_by_role("button", name="Verstanden, weglegen").click()
        page.screenshot(path=path)
        browser.close()


def store(path: str) -> None:
    """Store a picture under its name in docs/images/, with few colours, which keeps it small."""
    Image.open(path).convert("RGB").quantize(COLOURS).save(IMAGES / Path(path).name, optimize=True)


def wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/konto/anmelden/")
    page.get_by_text("Mit Passwort anmelden").click()
    page.locator("#id_login").fill("koordination@herne.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/arbeitsbereich/**")
