"""The shape of the code: imports go one way, files stay small, nothing is inline."""

import ast
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("articles", "sections", "newsroom")
HOMELESS = {"utils", "helpers", "common", "services", "mixins", "constants"}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def functions() -> Iterator[tuple[str, Path, Function]]:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", path, node


def length(node: Function) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def depth(node: ast.AST, level: int = 0) -> int:
    deepest = level
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        for child in children:
            if not isinstance(child, ast.AST) or isinstance(child, Function):
                continue
            is_elif = (
                isinstance(node, ast.If) and name == "orelse" and len(children) == 1
            )
            deeper = isinstance(child, BLOCKS) and not (
                is_elif and isinstance(child, ast.If)
            )
            deepest = max(deepest, depth(child, level + deeper))
    return deepest


def test_import_contracts_hold():
    pytest.importorskip("importlinter")
    tool = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run(
        [sys.executable, tool, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_files_have_at_most_300_lines():
    assert [
        str(path.relative_to(ROOT))
        for path in modules()
        if len(path.read_text().splitlines()) > 300
    ] == []


def test_functions_have_at_most_45_lines():
    assert [name for name, _, node in functions() if length(node) > 45] == []


def test_views_have_at_most_18_lines():
    long = [
        name
        for name, path, node in functions()
        if ("views" in path.parts or path.stem.startswith("views"))
        and length(node) > 18
    ]
    assert long == []


def test_nesting_has_at_most_three_levels():
    assert [name for name, _, node in functions() if depth(node) > 3] == []


def test_every_module_opens_with_a_docstring():
    assert [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.read_text().strip()
        and not ast.get_docstring(ast.parse(path.read_text()))
    ] == []


def test_no_module_has_a_name_for_homeless_things():
    assert [path.name for path in modules() if path.stem in HOMELESS] == []


def test_templates_have_at_most_90_lines():
    assert [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if len(path.read_text().splitlines()) > 90
    ] == []


@pytest.mark.parametrize(
    "inline",
    [
        r"<style\b",
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/ld\+json)",
        r"<[^>]*\sstyle\s*=",
        r"<[^>]*\son[a-z]+\s*=",
        r"javascript:",
    ],
)
def test_templates_hold_nothing_inline(inline):
    folders = [ROOT / "templates", *(ROOT / folder for folder in FOLDERS)]
    templates = [path for folder in folders for path in folder.rglob("*.html")]
    assert [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in templates
        for found in re.finditer(inline, path.read_text(), re.IGNORECASE)
    ] == []


@pytest.mark.parametrize("name", ["core", "extras", "dev"])
def test_lock_names_no_host(name):
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    pinned = re.compile(r"[a-z0-9][a-z0-9._-]*==[\w.]+( ; [\w .<>=!'()]+)? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [
        line for line in lines if not (pinned.fullmatch(line) or hashed.fullmatch(line))
    ] == []
