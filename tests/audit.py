"""Which packages the Atlas is made of, as an SBOM, and whether weaknesses of them are known: `make audit`.

    python tests/audit.py FOLDER-OF-TOOLS LOCK FOLDER

Ends with 1 where a weakness is known. Where no service can be asked it says so in one line and ends with 0: a machine that
reaches a package registry alone can't know, and its build is none the worse.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SECONDS = 15
# What the tool says of a service that can't be reached, and of one that answers something else.
UNREACHED = (
    "ConnectionError",
    "ServiceError",
    "Could not connect",
    "Failed to",
    "Max retries",
    "timed out",
    "HTTPError",
)


def bill(tools: Path, lock: Path, folder: Path) -> Path:
    """Write the SBOM of a lock (CycloneDX, JSON), the same for the same lock, and return its path."""
    path = folder / "sbom.cdx.json"
    command = [tools / "cyclonedx-py", "requirements", lock, "--output-reproducible", "--output-file", path]
    subprocess.run(command, check=True, capture_output=True)
    return path


def weaknesses(tools: Path, lock: Path) -> tuple[list[str], str]:
    """Return the known weaknesses of the packages of a lock, one a line, and why nobody could be asked, or ""."""
    command = [tools / "pip-audit", "--disable-pip", "--require-hashes", "-r", lock, "-f", "json"]
    asked = subprocess.run(
        [*command, "--timeout", str(SECONDS), "--progress-spinner", "off"], capture_output=True, text=True
    )
    return told(asked.stdout, asked.stderr, asked.returncode)


def told(output: str, errors: str, code: int) -> tuple[list[str], str]:
    """Return what `weaknesses` does of what the tool printed. Raises RuntimeError for a failure of its own."""
    if output.strip():
        packages = json.loads(output)["dependencies"]
        found = [(one["name"], one.get("version"), each["id"]) for one in packages for each in one.get("vulns", [])]
        return [f"{name} {version}: {weakness}" for name, version, weakness in found], ""
    if code and any(word in errors for word in UNREACHED):
        return [], "the service that knows weaknesses can't be reached from here"
    raise RuntimeError(f"pip-audit ended with {code}: {errors.strip()[-500:]}")


def main() -> int:
    """Write the SBOM, ask, print, and return the exit code."""
    tools, lock, folder = map(Path, sys.argv[1:4])
    folder.mkdir(parents=True, exist_ok=True)
    path = bill(tools, lock, folder)
    print(f"  {len(json.loads(path.read_text(encoding='utf-8'))['components'])} packages: {path}")
    found, unasked = weaknesses(tools, lock)
    print(
        "\n".join(f"  {line}" for line in found) or f"  not audited: {unasked}"
        if found or unasked
        else "  no known weakness"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
