"""What lies with the reports on measures, and the answers to the example of a Berichtsrahmen; all of it made up."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from exports.wordprocessing import Heading, Paragraph, write_document
from gnk.demo.history import happened
from gnk.demo.reading import Content, local, read
from gnk.demo.scene import Scene, numbered_elements
from monitoring.actions.frameworks import answer_aspect, answer_core_indicator, load_framework
from monitoring.actions.report_files import add_file
from monitoring.framework.file import SAMPLE, read_framework
from monitoring.models import (
    CoreIndicator,
    FrameworkAspect,
    Indicator,
    MeasureReport,
    ReportFile,
    ReportSection,
)

CONTENT = "implementation.json"
SIZE, SKY, MEADOW, ROAD, TREE = (1_200, 800), "#cfe3f1", "#8db36b", "#6e6e6e", "#3f6b3a"


def show_what_was_done(scene: Scene) -> None:
    """A drawn picture and a document with the last accepted report on some measures, public and internal."""
    content, elements = read(CONTENT)["evidence"], numbered_elements(scene.strategy)
    at = local(content["at"])
    with happened(at):
        for facts in content["files"]:
            reports = MeasureReport.objects.accepted().filter(measure=elements[facts["measure"]].pk)
            add_file(
                report=reports.latest("reported_at", "pk"),
                upload=_drawn(facts) if "alternative_text" in facts else _written(facts, scene),
                title=facts["title"],
                alternative_text=facts.get("alternative_text", ""),
                is_public=facts["is_public"],
                by=scene.by,
                at=at,
            )


def answer_the_framework(scene: Scene) -> None:
    """Load the sample and answer most of it."""
    content, elements = read(CONTENT)["framework"], numbered_elements(scene.strategy)
    at, file = local(content["at"]), read_framework(SAMPLE.read_bytes())
    indicators = list(Indicator.objects.order_by("pk"))
    with happened(at):
        load_framework(strategy=scene.strategy, file=file, by=scene.by, at=at)
        for code, facts in content["aspects"].items():
            links = {
                name: [elements[number] for number in facts.get(name, ())] for name in ("themes", "goals")
            }
            told = {"text": facts.get("text", ""), "reason": facts.get("reason", "")}
            aspect = FrameworkAspect.objects.get(code=code)
            answer_aspect(aspect=aspect, values={**told, **links}, revision=1, by=scene.by)
        for code, facts in content["core_indicators"].items():
            named = next((each for each in indicators if each.name == facts.get("indicator")), None)
            values = {"indicator": named, "reason": facts.get("reason", "")}
            figure = CoreIndicator.objects.get(code=code)
            answer_core_indicator(core_indicator=figure, values=values, revision=1, by=scene.by)


def choose_pictures(section: ReportSection) -> None:
    """Put the public pictures about a theme field into a report."""
    goals = {"report__measure__operational_goal__strategic_goal__theme": section.theme_id}
    section.pictures.set(ReportFile.objects.public().pictures().filter(**goals))


def _drawn(facts: Content) -> SimpleUploadedFile:
    """A road with trees under the sky, which says that it is an example."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 480, *SIZE), fill=MEADOW)
    draw.polygon(((480, 480), (720, 480), (1_100, 800), (100, 800)), fill=ROAD)
    draw.polygon(((590, 480), (610, 480), (650, 800), (550, 800)), fill="white")
    for place in range(facts["trees"]):
        left = 60 + place * 1_000 // max(1, facts["trees"])
        draw.rectangle((left + 35, 400, left + 50, 520), fill="#5b4632")
        draw.ellipse((left, 280, left + 85, 430), fill=TREE)
    draw.text((40, 30), "Beispielbild", fill="#1d1d1d", font=ImageFont.load_default(60))
    packed = BytesIO()
    picture.save(packed, "JPEG", quality=85)
    return SimpleUploadedFile("bild.jpg", packed.getvalue())


def _written(facts: Content, scene: Scene) -> SimpleUploadedFile:
    blocks = (Heading(level=1, text=facts["title"]), Paragraph(text=facts["text"]))
    content = write_document(
        blocks, title=facts["title"], author="Beispiel", language="de-DE", at=local(facts["at"])
    )
    return SimpleUploadedFile("bericht.docx", content)
