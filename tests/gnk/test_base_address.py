"""The address that stands in mails and in the ids of OParl objects."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAID = (
    "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'gnk.settings'; django.setup();"
    "from accounts.mail import absolute_url; from oparl.addresses import object_path;"
    "from oparl.choices import ObjectKind; print(absolute_url(object_path(ObjectKind.PAPER, '7')))"
)


def said(**environment: str) -> str:
    """The address of an object of OParl, as a process with these settings says it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GNK_")}
    done = subprocess.run(
        [sys.executable, "-c", SAID],
        cwd=ROOT,
        env={**kept, "GNK_DEBUG": "1", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_address_comes_from_the_settings_without_a_slash_at_its_end() -> None:
    path = "/oparl/v1.1/paper/7"
    assert said(GNK_BASE_URL="https://strategie.stadt.example/") == f"https://strategie.stadt.example{path}"
    assert said() == f"http://127.0.0.1:8000{path}"


@pytest.mark.parametrize("script", ["run.sh", "demo_reset.sh"])
def test_demonstration_on_another_port_says_that_port(script: str) -> None:
    exports = [
        line
        for line in (ROOT / "scripts" / script).read_text("utf-8").splitlines()
        if line.startswith("export ")
    ]
    done = subprocess.run(
        ["bash", "-c", "\n".join([*exports, 'printf %s "$GNK_BASE_URL"'])],
        env={"PORT": "9123", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "http://127.0.0.1:9123"
