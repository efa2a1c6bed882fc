"""The architecture holds: who may import whom, where heavy third parties live, how long a file may be."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("cli", "datasets", "evaluation", "kb_index", "models", "serving", "training")

MAY_IMPORT = {
    "datasets": set(),
    "models": {"datasets"},
    "kb_index": {"datasets", "models"},
    "evaluation": {"datasets", "models", "kb_index"},
    "training": {"datasets", "models", "kb_index", "evaluation"},
    "serving": {"datasets", "models", "kb_index"},
    "cli": set(PACKAGES),
}

HOMES = {
    "onnxruntime": {
        "models/onnx_graph.py",
        "models/onnx_encoder.py",
        "training/onnx_quantization.py",
        "evaluation/bare_loop.py",
    },
    "faiss": {"kb_index/vector_index.py"},
    "torch": {
        "training/e5_network.py",
        "training/finetune_checkpoint.py",
        "training/finetune_loop.py",
        "training/finetune_loss.py",
        "training/torch_graph.py",
        "training/trainable_encoder.py",
    },
    "sentence_transformers": {
        "training/sentence_transformers_export.py",
        "evaluation/peer_process.py",
        "evaluation/peer_service.py",
    },
    "transformers": {"training/sentence_transformers_export.py", "training/e5_network.py"},
    "matplotlib": {"evaluation/chart.py"},
    "cleanlab": {"evaluation/audit_errors.py"},
    "mlflow": {"models/registry.py", "training/tracking.py"},
    "pickle": set(),
    "joblib": set(),
}
"""Each heavy third party has one home; torch has the files of fine-tuning; quantising and the bare loop of the
benchmark need onnxruntime itself; a peer of the benchmark is used as its own documentation says.
Pickled objects have none."""

WORDS_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "core", "manager", "misc"}
MOST_LINES = 400
MOST_FUNCTION_LINES = 50
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module that a file imports, and whether it does so while it is being imported itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide what is imported"
            yield node.module or "", id(node) in top


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_a_folder_imports_only_what_lies_before_it(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    for module, _ in imported(path):
        assert module.split(".")[0] not in PACKAGES or module.startswith("firstline."), (
            f"{shown(path)} imports {module}: a second module object beside firstline.{module}"
        )
        if module.startswith("firstline."):
            other = module.split(".")[1]
            assert other == package or other in MAY_IMPORT[package], f"{shown(path)} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_a_heavy_third_party_has_one_home(path: Path) -> None:
    for module, _ in imported(path):
        home = HOMES.get(module.split(".")[0])
        assert home is None or shown(path) in home, f"{shown(path)} imports {module}, which lives in {home}"


@pytest.mark.parametrize("path", sorted((ROOT / "cli").glob("*.py")), ids=shown)
def test_a_command_imports_heavy_packages_only_when_it_is_called(path: Path) -> None:
    eager = {module for module, at_import in imported(path) if at_import}
    if path.name in {"main.py", "options.py", "train.py", "predict.py", "evaluate.py", "index.py", "search.py"}:
        heavy = {
            m for m in eager if m.startswith(("firstline.models.bundle", "firstline.training", "firstline.kb_index"))
        }
        assert not heavy, f"{shown(path)} imports {heavy} for every --help"


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_files_and_functions_stay_short_and_their_names_say_something(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MOST_LINES, f"{shown(path)} is longer than {MOST_LINES} lines"
    assert path.stem not in WORDS_THAT_SAY_NOTHING
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{shown(path)}: {node.name} has {length} lines"


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "__init__.py"], ids=shown)
def test_every_file_says_in_one_line_what_it_owns(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, f"{shown(path)} has no docstring"


def test_every_folder_with_code_is_in_the_wheel() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {path.parent.relative_to(ROOT).as_posix() for path in FILES}
    assert {settings["package-dir"][name] for name in settings["packages"]} == folders


def test_our_datasets_folder_never_hides_hugging_faces_package() -> None:
    assert not (ROOT / "datasets" / "__init__.py").exists()


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start, end = lines.index("dependencies = ["), lines.index("[project.scripts]")
    for line in lines[start + 1 : end]:
        if line.strip().startswith('"') and not line.strip().startswith('"firstline['):
            assert "# " in line, f"no reason beside {line.strip()}"


def test_each_test_file_mirrors_a_source_file() -> None:
    mirrored = {shown(path) for path in FILES}
    for path in (ROOT / "tests").rglob("test_*.py"):
        package, *rest = path.relative_to(ROOT / "tests").parts
        if rest and package in PACKAGES:
            source = f"{package}/{rest[-1].removeprefix('test_')}"
            about_several = {"privacy", "visibility", "durability", "hostile_bodies", "openapi", "trained_desk"}
            assert source in mirrored or path.stem.removeprefix("test_") in about_several, (
                f"{shown(path)} mirrors nothing"
            )
