"""python manage.py build_assets: KERN without what our pages do not use, and the style sheets of all pages in one."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import fontTools
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from kern import web_fonts
from kern.style_sheet import BASE_SHEETS, Words, cut

CHARSET = '@charset "UTF-8";\n'
SOURCES = (("templates", "*.html"), ("static/js", "*.js"), ("frontend", "*.js"))


class Command(BaseCommand):
    help = "Cuts KERN's style sheet and fonts to what the pages use, into var/bundles."

    def handle(self, **options: object) -> None:
        root, bundles = Path(settings.BASE_DIR), Path(settings.BASE_DIR) / "var" / "bundles"
        kern = root / "node_modules" / "@kern-ux" / "native" / "dist"
        (bundles / "fonts").mkdir(parents=True, exist_ok=True)
        _build_fonts(kern / "fonts" / "fira-sans", bundles / "fonts")
        fonts = web_fonts.style_sheet("fonts/")
        words = Words(texts_of_pages(root))
        beside = [path.read_text("utf-8") for path in (root / "static" / "css").glob("*.css")]
        sheet = cut((kern / "kern.css").read_text("utf-8"), words, beside)
        ours = "".join((root / "static" / name).read_text("utf-8") for name in BASE_SHEETS)
        (bundles / "fonts.css").write_text(fonts, "utf-8")
        (bundles / "kern.css").write_text(f"{CHARSET}{sheet}", "utf-8")
        (bundles / "base.css").write_text(f"{CHARSET}{fonts}{sheet}{ours}", "utf-8")


def _build_fonts(whole: Path, parts: Path) -> None:
    """Cutting takes a quarter of a minute, and fonts change with KERN only: what they were made of lies with them."""
    digest = sha256(Path(web_fonts.__file__).read_bytes() + fontTools.version.encode())
    sources = {face: (whole / f"{face.file}.woff2").read_bytes() for face in web_fonts.FACES}
    for content in sources.values():
        digest.update(content)
    made_of = parts / "made_of.txt"
    if made_of.exists() and made_of.read_text() == digest.hexdigest():
        return
    for old in parts.glob("*.woff2"):
        old.unlink()
    for face, content in sources.items():
        for name, part in web_fonts.parts_of(face, content):
            (parts / name).write_bytes(part)
    made_of.write_text(digest.hexdigest())


def texts_of_pages(root: Path) -> Iterator[str]:
    """Whatever makes pages."""
    for folder, pattern in SOURCES:
        yield from (path.read_text("utf-8") for path in (root / folder).rglob(pattern))
    for app in apps.get_app_configs():
        if Path(app.path).is_relative_to(root) and ".venv" not in Path(app.path).parts:
            yield from (path.read_text("utf-8") for path in Path(app.path).rglob("*.py"))
