"""Requests at a steady rate for the receiver of forms, and how long each waits for its answer.

`python -m benchmarks.receiver [RATE [SECONDS]]`. Requests are sent when their time has come, whether or not earlier
ones are answered, as patients do; so a receiver that falls behind is not spared. Both processes share this machine.
Besides what the clock says, which depends on what else the machine does, it says what processor time the receiver took.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.form_receiver import URLENCODED
from tests.form_site import build_form_site
from tests.receiver.running import from_, make_clinic, running

RATE, SECONDS = 200, 20
WARM_UP = 100  # requests that are not counted


async def send(port: int, number: int, waited: list[float]) -> None:
    """Send one request, and note how many milliseconds its answer took if it is good."""
    body = from_(f"Patient+{number}").encode()
    head = f"POST /booking HTTP/1.1\r\nHost: a\r\nContent-Type: {URLENCODED}\r\nContent-Length: {len(body)}\r\n\r\n"
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    if answer.startswith(b"HTTP/1.1 303"):
        waited.append((time.perf_counter() - began) * 1000)


async def send_all(port: int, rate: int, seconds: int, first: int) -> list[float]:
    """Send requests at a rate; gives how long each good answer took, in milliseconds."""
    waited: list[float] = []
    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for number in range(rate * seconds):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            tasks.create_task(send(port, first + number, waited))
    return waited


def processor_time(pid: int) -> float:
    """The seconds of processor time that a process has taken, by /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(rate: int = RATE, seconds: int = SECONDS) -> None:
    """Measure, and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packs = build_form_site(folder / "site").out / "form-packs"
        with running(make_clinic(folder, packs, "most_from_one_address: 100000\n")) as receiver:
            asyncio.run(send_all(receiver.port, WARM_UP, 1, 0))
            before = processor_time(receiver.process.pid)
            waited = sorted(asyncio.run(send_all(receiver.port, rate, seconds, WARM_UP)))
            spent = processor_time(receiver.process.pid) - before
    print(f"{rate} requests a second for {seconds} s: {len(waited)} of {rate * seconds} stored and acknowledged")
    for share in (0.5, 0.9, 0.99, 1.0):
        print(f"  {share:4.0%} within {waited[min(len(waited) - 1, int(share * len(waited)))]:7.1f} ms")
    print(f"  processor time of the receiver: {spent / len(waited) * 1000:.2f} ms a request")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
