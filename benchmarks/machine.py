"""The machine on which the figures were measured, in words."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

# A load of one is one processor in use by other programs.
BUSY = 0.5


def describe_machine() -> list[str]:
    """The processor, the system, the day, and how busy the machine is now. Ask before the measurements, not after."""
    load = os.getloadavg()[0]
    state = "busy, so read the ratios and not the seconds" if load > BUSY else "idle"
    return [
        f"Processor: {_processor()}, {os.cpu_count()} cores, {_memory()}",
        f"System: {platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"Date: {date.today().isoformat()}",
        f"Load in the minute before: {load:.2f} ({state})",
    ]


def keep_compiled() -> None:
    """Let the measured commands cache Python's bytecode, as Python does by default."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 2**30:.0f} GB of memory"
