"""What the measuring scripts share: the machine, the server's memory, and a watch on when the map stands."""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import journeys
import live

from dashboard.core.palette import theme

__all__ = ["ROOT", "WATCH", "journeys", "live", "percentile", "print_table", "resident_mb", "spent_seconds"]

ROOT = Path(__file__).resolve().parents[2]
LAND = [int(theme("light").land[place : place + 2], 16) for place in (1, 3, 5)]

# Runs in the page before anything else. Times are milliseconds since the navigation began. The map counts as drawn
# when its canvas holds more than 20 colours, that of the land among them: arcs, names and outlines.
WATCH = """
(() => {
  const plain = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return plain.call(this, kind, kind.startsWith("webgl") ? { ...options, preserveDrawingBuffer: true } : options);
  };
  const seen = (window.measured = { figures: 0, map: 0, asked: 0, changed: 0 });
  const land = LAND, small = document.createElement("canvas");
  [small.width, small.height] = [320, 142];
  const pen = plain.call(small, "2d", { willReadFrequently: true });
  pen.imageSmoothingEnabled = false;
  const figures = () => [...document.querySelectorAll('[data-testid="stMetricValue"], .a6 .v b')].map((e) => e.innerText).join();
  const isDrawn = (canvas) => {
    pen.clearRect(0, 0, small.width, small.height);
    pen.drawImage(canvas, 0, 0, small.width, small.height);
    const pixels = new Uint32Array(pen.getImageData(0, 0, small.width, small.height).data.buffer);
    const colours = new Set(pixels);
    return colours.size > 20 && colours.has(((255 << 24) | (land[2] << 16) | (land[1] << 8) | land[0]) >>> 0);
  };
  const look = () => {
    const began = performance.now(), canvas = document.querySelector("#deckgl-overlay");
    if (!seen.figures && figures().split(",").length >= 4) seen.figures = began;
    if (!seen.map && canvas?.width && isDrawn(canvas)) seen.map = began;
    // Reading the canvas is slow without a graphics card; the page must get most of the time.
    if (!seen.map || !seen.figures) setTimeout(look, Math.max(30, 4 * (performance.now() - began)));
  };
  look();
  let before = "";
  const onChange = new MutationObserver(() => {
    if (!seen.asked || seen.changed || figures() === before || !figures()) return;
    seen.changed = performance.now();
  });
  window.addEventListener("DOMContentLoaded", () =>
    onChange.observe(document.body, { subtree: true, childList: true, characterData: true }));
  window.addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.('[role="option"]')) return;
    before = figures();
    [seen.asked, seen.changed] = [performance.now(), 0];
  }, true);
})();
""".replace("LAND", str(LAND))


def machine() -> str:
    """Return the line that every table of measurements begins with: cores, memory, Python, Streamlit."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{cores} cores, {memory:.0f} GB of memory, Python {platform.python_version()}, "
        f"Streamlit {version('streamlit')}, load average {os.getloadavg()[0]:.1f} at the start"
    )


def resident_mb(pid: int) -> float:
    """Return the memory of a process that is resident now, in MB."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return int(subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True).stdout) / 1024


def spent_seconds(pid: int) -> float:
    """Return the processor time that a process has used; unlike waiting, it hardly depends on the machine's load."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def print_table(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Print a Markdown table of two columns below the line about the machine."""
    print(f"{title}: {MACHINE}\n\n| Measure | Value |\n| --- | --- |")
    print("\n".join(f"| {name} | {value} |" for name, value in rows), flush=True)


# Asked for at the start, before the measurement itself loads the machine.
MACHINE = machine()
