"""In place: the output folder of a long-running process is changed file by file, and only where files differ.

A published folder is never changed like this: see exchange.py.
"""

from __future__ import annotations

import os
from pathlib import Path

from msgspec.structs import replace

from plainleaf.model.jobs import FileOnDisk, Output, Outputs


def change_in_place(outputs: Outputs, last: Outputs, out: Path) -> None:
    """Turn the folder `out`, which holds the outputs `last`, into `outputs`, and touch only what differs."""
    for path in last.keys() - outputs.keys():
        file = out / path
        file.unlink()
        while not any(file.parent.iterdir()):
            file = file.parent
            file.rmdir()
    for path, output in outputs.items():
        if isinstance(output.content, FileOnDisk) and output.content.file != f"{out}/{path}":
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(output.content.file, out / path)  # noqa: PTH105 - the file is a string


def as_published(output: Output, out: Path) -> Output:
    """An output after its file was moved to its place below `out`."""
    file = f"{out}/{output.path}"
    if not isinstance(output.content, FileOnDisk) or output.content.file == file:
        return output
    return replace(output, content=replace(output.content, file=file))
