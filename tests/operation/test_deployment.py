"""What deploy/ brings: one file with every setting, and units that systemd understands and that can do little."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

DEPLOY = settings.BASE_DIR / "deploy"
EXAMPLE = (DEPLOY / "gnk.env.example").read_text("utf-8")
READ = set(
    re.findall(r'env\.\w+\(\s*"(GNK_\w+)"', (settings.BASE_DIR / "gnk" / "settings.py").read_text("utf-8"))
)
# The backend of the tests.
UNTOLD = {"GNK_TASKS_BACKEND"}
SERVICES = ("web", "worker", "mail", "due")


def test_the_example_has_every_setting_that_is_read_and_no_other() -> None:
    named = re.findall(r"(?m)^#?(GNK_\w+)=", EXAMPLE)
    assert len(READ) > 20
    assert sorted(named) == sorted(READ - UNTOLD)


def test_the_handbook_of_operation_has_every_setting() -> None:
    told = (settings.BASE_DIR / "docs" / "operation.md").read_text("utf-8")
    rows = "\n".join(line for line in told.splitlines() if line.startswith("| `GNK_"))
    assert set(re.findall(r"`(GNK_\w+)`", rows)) == READ - UNTOLD


def test_every_setting_of_the_example_has_a_comment_before_it() -> None:
    bare = [
        block
        for block in re.split(r"\n\n+", EXAMPLE)
        if re.search(r"(?m)^#?GNK_", block) and not block.startswith("# ")
    ]
    assert bare == []


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with our units and those of the system, where the programs exist that they call."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    root = tmp_path_factory.mktemp("root")
    shutil.copytree("/usr/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True)
    shutil.copytree(DEPLOY / "systemd", root / "etc/systemd/system")
    for program in ("opt/gnk/.venv/bin/gunicorn", "opt/gnk/.venv/bin/python", "bin/sh"):
        (root / program).parent.mkdir(parents=True, exist_ok=True)
        (root / program).write_text("#!/bin/sh\n")
        (root / program).chmod(0o755)
    return root


def analyze(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", f"--root={root}", *arguments], capture_output=True, text=True, check=False
    )


def complaints(root: Path) -> list[str]:
    """What systemd says of our units; it ends well with keys that it does not know."""
    units = [*(f"gnk-{name}.service" for name in SERVICES), "gnk-due.timer"]
    done = analyze(root, "verify", *units)
    return [line for line in (done.stdout + done.stderr).splitlines() if "gnk-" in line]


def test_units_are_understood(root: Path) -> None:
    assert complaints(root) == []
    unit = root / "etc/systemd/system/gnk-web.service"
    whole = unit.read_text()
    unit.write_text(whole.replace("Restart=always", "Restart=allways"))
    assert len(complaints(root)) == 1
    unit.write_text(whole)


@pytest.mark.parametrize("name", SERVICES)
def test_services_can_do_little(root: Path, name: str) -> None:
    """Without our measures the level is 9.2."""
    done = analyze(root, "security", "--offline=true", "--threshold=20", f"gnk-{name}.service")
    assert done.returncode == 0, done.stdout
