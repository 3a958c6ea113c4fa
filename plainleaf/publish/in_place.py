"""In place: an output folder that only one process looks at is changed file by file, where that is all that differs.

The folder that is published is never treated so: see exchange.py.
"""

from __future__ import annotations

import os
from pathlib import Path

from msgspec.structs import replace

from plainleaf.model.jobs import Kept, Output, Outputs


def change_in_place(outputs: Outputs, last: Outputs, out: Path) -> None:
    """Make the folder `out`, which holds the outputs `last`, hold `outputs`, and touch nothing but what differs."""
    for path in last.keys() - outputs.keys():
        file = out / path
        file.unlink()
        while not any(file.parent.iterdir()):
            file = file.parent
            file.rmdir()
    for path, output in outputs.items():
        if isinstance(output.content, Kept) and output.content.file != f"{out}/{path}":
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(output.content.file, out / path)  # noqa: PTH105 - the file is known as a text


def settle(output: Output, out: Path) -> Output:
    """An output whose file has come to its place below `out`."""
    file = f"{out}/{output.path}"
    if not isinstance(output.content, Kept) or output.content.file == file:
        return output
    return replace(output, content=replace(output.content, file=file))
