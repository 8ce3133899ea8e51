"""Read by `manage.py shell` in scripts/test_install.sh: a PDF and the text of an upload, made by a real unit."""

import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from exports.typesetting import typeset
from jobs.models import Job
from strategy.document.actions.versions import order_pdf
from strategy.inventory.actions.concept_files import keep_file
from strategy.models import Concept, StrategyVersion

by = User.objects.get(email="koordination@herne.example")
html = '<html lang="de"><head><title>x</title></head><body><h1>Radverkehr</h1><p>Mehr Wege.</p></body></html>'
upload = SimpleUploadedFile("x.pdf", typeset(html, stylesheet="print/strategy.css"))
file = keep_file(concept=Concept.objects.earliest("pk"), upload=upload, by=by, at=timezone.now())
version = order_pdf(version=StrategyVersion.objects.latest("number"), by=by)
jobs = Job.objects.filter(pk__in=[file.job_id, version.pdf_file and version.pdf_file.job_id])
begun = time.monotonic()
while jobs.open().exists() and time.monotonic() - begun < 120:
    time.sleep(0.5)
for job in jobs:
    if job.state != "done":
        raise SystemExit(f"{job.kind}: {job.state} {job.failure} {job.trace}")
if "Mehr Wege." not in file.pages.get().text:
    raise SystemExit("The text of the upload was not read.")
