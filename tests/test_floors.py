"""A room imports only what stands below it; docs/architecture.md draws the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FLOOR = {
    "cli": 4,
    "web": 4,
    "api": 4,
    "publications": 3,
    "documents": 2,
    "enrich": 2,
    "inputs": 2,
    "zotero": 2,
    "listings": 1,
    "normalizer": 1,
    "formats": 1,
    "citeproc": 1,
    "record": 0,
    "text": 0,
    "diagnostics": 0,
    "errors": 0,
    "files": 0,
    "registry": 0,
    "selection": 1,
    "casing": 1,
    "_version": 0,
    "__main__": 4,
}
STRANGERS = {  # rooms on one floor that must not know each other, and floor 1 is all of these
    ("formats", "listings"),
    ("formats", "normalizer"),
    ("formats", "citeproc"),
    ("citeproc", "formats"),
    ("citeproc", "listings"),
    ("citeproc", "normalizer"),
    ("listings", "normalizer"),
    ("listings", "formats"),
    ("listings", "citeproc"),
    ("normalizer", "formats"),
    ("normalizer", "citeproc"),
    ("documents", "citeproc"),
}


def room(module: str) -> str:
    """The room of a module; a public function that is imported from the package itself counts as `api`."""
    name = (*module.split("."), "api")[1]
    return name if name in FLOOR else "api"


def import_edges(package: Path) -> Iterator[tuple[str, str]]:
    for path in package.rglob("*.py"):
        name = ".".join(("citemill", *path.relative_to(package).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name}: relative import"
                # "from citemill import listings" imports the room, not the package's public functions
                whole = node.module == "citemill"
                imported = [f"citemill.{one.name}" for one in node.names] if whole else [node.module or ""]
            elif isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            else:
                continue
            for module in imported:
                if module.split(".")[0] == "citemill":
                    yield name.removesuffix(".__init__"), module


def test_every_room_has_a_floor(root: Path) -> None:
    rooms = {path.stem for path in (root / "src/citemill").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__pycache__", "py", "__main__"} <= FLOOR.keys()


def test_imports_go_down(root: Path) -> None:
    edges = list(import_edges(root / "src/citemill"))
    assert len(edges) > 5
    for module, imported in edges:
        above, below = room(module), room(imported)
        assert FLOOR[below] <= FLOOR[above], f"{module} imports {imported}: upwards"
        assert (above, below) not in STRANGERS, f"{module} imports {imported}: these rooms are strangers"
