"""What operators can type and set is in their guide, and what is in it exists."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import load_command_class

ROOT = Path(__file__).parents[1]
OPERATORS = (ROOT / "docs" / "operators.md").read_text()
COMMANDS = {
    path.stem: ".".join(path.relative_to(ROOT).parts[:1])
    for path in ROOT.glob("*/management/commands/*.py")
    if path.stem != "__init__"
}
READERS = {"environment", "backends"}


def variables() -> set[str]:
    """Return the names that settings and their readers ask the environment for."""
    found = set()
    for name in ("settings.py", "backends.py"):
        source = (ROOT / "newsroom" / name).read_text()
        tree = ast.parse(source)
        # Those of a bucket are asked for by a table.
        found |= set(re.findall(r'"(S3_[A-Z_]+)"', source))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            asks = isinstance(call.func, ast.Attribute) and isinstance(
                call.func.value, ast.Name
            )
            if asks and call.func.value.id in READERS and call.args:
                first = call.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def table(heading: str) -> set[str]:
    """Return the first column of the tables under a heading of the guide."""
    section = re.split(r"^## ", OPERATORS, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(heading)]
    return set(re.findall(r"^\| `(\w+)", text, flags=re.MULTILINE))


def test_every_variable_is_in_the_guide():
    assert variables() == table("Environment")


def test_every_command_is_in_the_guide():
    assert set(COMMANDS) == table("Commands")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_it_does(name):
    assert len(load_command_class(COMMANDS[name], name).help) > 20


def test_links_between_pages_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []
