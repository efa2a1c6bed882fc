"""Fails where a pinned dependency has a known vulnerability; says so and passes where no advisories can be reached."""

import json
import subprocess
import sys
from pathlib import Path

_UNREACHABLE = ("connection", "timed out", "timeout", "name resolution", "max retries", "unreachable", "proxy", "ssl")
_SECONDS = 300


def main(pins: Path) -> int:
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(pins), "--no-deps", "--disable-pip",
               "--format", "json", "--progress-spinner", "off", "--timeout", "15"]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return _skipped(f"no answer within {_SECONDS} s")
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        if any(word in done.stderr.lower() for word in _UNREACHABLE):
            return _skipped(said)
        print(f"pip-audit failed: {said}")
        return 1
    # Behind a mirror PyPI knows of no package: that is no clean bill.
    unknown = [one["name"] for one in found if one.get("skip_reason")]
    if len(unknown) == len(found):
        return _skipped(f"none of {len(found)} packages is known there")
    bad = [(one["name"], one["version"], entry) for one in found for entry in one.get("vulns", ())]
    for name, version, entry in bad:
        print(f"{name} {version}: {entry['id']}, mended in {', '.join(entry['fix_versions']) or 'no version yet'}")
    print(f"{len(found) - len(unknown)} pinned dependencies looked up, {len(bad)} known vulnerabilities")
    if unknown:
        print(f"not known there, and so not checked: {', '.join(unknown)}")
    return 1 if bad else 0


def _skipped(reason: str) -> int:
    print(f"SKIPPED: the advisory database cannot be reached, nothing was checked ({reason[:200]})")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
