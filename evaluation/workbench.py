"""The workbench: where a benchmark finds its data and runs the `firstline` command as a user would."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstline.datasets.errors import FirstlineError, InputError
from firstline.evaluation.bootstrap import Bootstrap

FIRSTLINE = (sys.executable, "-m", "firstline.cli.main")
Row = Mapping[str, object]

_MEASURED = Path(__file__).with_name("measured_process.py")


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that ended well: wall time in seconds, and the most memory it held at a time, in bytes."""

    seconds: float
    peak_bytes: int


@dataclass(slots=True)
class Workbench:
    """One case's folder under `work`, in which its files lie and its commands run.

    `commands` collects what was run, as a user would type it in that folder. `fast` asks for a small part of the data,
    to see that everything works: its figures mean nothing. `encoder` overrides the case's own choice.
    """

    data: Path
    work: Path
    fast: bool = False
    encoder: str | None = None
    bootstrap: Bootstrap = field(default_factory=Bootstrap)
    commands: list[str] = field(default_factory=list)

    @classmethod
    def fresh(cls, data: Path, work: Path, *, fast: bool = False, encoder: str | None = None) -> Workbench:
        """An empty folder; raises InputError when there is no data folder."""
        if not data.is_dir():
            raise InputError(f"{data}: no such folder; the public data sets are wanted there, see FIRSTLINE_DATA")
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        return cls(data=data, work=work.resolve(), fast=fast, encoder=encoder)

    def write(self, name: str, rows: Iterable[Row]) -> str:
        """Write rows as JSONL into the folder; the name, as commands are to be given it."""
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        with (self.work / name).open("w", encoding="utf-8") as file:
            file.writelines(lines)
        return name

    def read(self, name: str) -> list[dict[str, Any]]:
        with (self.work / name).open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    @staticmethod
    def command(*arguments: str) -> tuple[str, ...]:
        """`firstline ARGUMENTS` as a process is started by it."""
        return (*FIRSTLINE, *arguments)

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Finished:
        """Run `firstline ARGUMENTS` and wait for it; raises FirstlineError with its last line when it fails."""
        self.commands.append(shlex.join(["firstline", *arguments]))
        return self.measure([*FIRSTLINE, *arguments], name=f"firstline {arguments[0]}", environment=environment)

    def measure(self, command: Sequence[str], *, name: str, environment: Mapping[str, str] | None = None) -> Finished:
        """Run any command, which errors call `name`, and wait for it; raises FirstlineError as `run` does."""
        measures = self.work / "measures.json"
        measured = (sys.executable, "-I", str(_MEASURED), str(measures))
        with self.running([*measured, *command], environment) as process:
            code = process.wait()
        if code != 0:
            lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [""]
            raise FirstlineError(f"{name} ended with {code}: {lines[-1]} ({self.log})")
        return Finished(**json.loads(measures.read_text(encoding="utf-8")))

    def start(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
        """Start `firstline ARGUMENTS`; it is ended on leaving if it still runs. Its output goes to the log."""
        self.commands.append(shlex.join(["firstline", *arguments]))
        return self.running([*FIRSTLINE, *arguments], environment)

    @contextlib.contextmanager
    def running(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Start any command; it is ended on leaving if it still runs. Its output goes to the log."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command, no shell, the benchmark's own arguments
                command,
                cwd=self.work,
                env={"FIRSTLINE_MLFLOW": "off", **os.environ, **(environment or {})},
                stdout=log,
                stderr=log,
            )
            try:
                yield process
            finally:
                process.terminate()
                process.wait()

    @property
    def log(self) -> Path:
        return self.work / "commands.log"


def machine() -> str:
    """What the figures were measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}"


def today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()
