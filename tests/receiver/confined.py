"""The limits of a systemd unit on what a process may ask of the kernel, put on a process without a running systemd."""

from __future__ import annotations

import ctypes
import errno
import mmap
import re
import socket
import subprocess
from collections.abc import Mapping
from typing import NamedTuple

ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # of libseccomp; the number of an error is added to REFUSE
EQUAL, MASKED_EQUAL = 4, 7
FAMILIES = 46


class Limits(NamedTuple):
    """The calls that are allowed, by name, and the kinds of socket. Memory that is written is never run."""

    calls: frozenset[str]
    families: frozenset[int]


class _Comparison(ctypes.Structure):
    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


def read_limits(unit: str, analyze: str) -> Limits:
    """The limits of a unit, by the groups of calls that the program systemd-analyze knows."""
    said = subprocess.run([analyze, "--no-pager", "syscall-filter"], capture_output=True, text=True, check=True).stdout
    groups: dict[str, list[str]] = {}
    for line in re.sub(r"\x1b\[[\d;]*m", "", said).splitlines():
        name = line.strip()
        if line.startswith("@"):
            groups[name] = []
        elif groups and name and not name.startswith("#"):
            groups[[*groups][-1]].append(name)
    allowed: set[str] = set()
    for written in _values(unit, "SystemCallFilter"):
        calls = {call for name in written.lstrip("~").split() for call in _expand(name, groups)}
        allowed = allowed - calls if written.startswith("~") else allowed | calls
    assert _values(unit, "MemoryDenyWriteExecute") == ["yes"]
    families = {getattr(socket, name).value for name in " ".join(_values(unit, "RestrictAddressFamilies")).split()}
    return Limits(frozenset(allowed), frozenset(families))


def _values(unit: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit, re.MULTILINE)


def _expand(name: str, groups: Mapping[str, list[str]]) -> set[str]:
    return {call for each in groups[name] for call in _expand(each, groups)} if name.startswith("@") else {name}


def confine(limits: Limits) -> None:
    """Put limits on this process and on those that it starts, for ever."""
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    # The first filter must let the second one in.
    refused = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(ALLOW)))
    _refuse(library, refused, "mmap", 2, MASKED_EQUAL, mmap.PROT_WRITE | mmap.PROT_EXEC, errno.EPERM)
    _refuse(library, refused, "mprotect", 2, MASKED_EQUAL, mmap.PROT_EXEC, errno.EPERM)
    for family in {*range(FAMILIES)} - limits.families:
        _refuse(library, refused, "socket", 0, EQUAL, family, errno.EAFNOSUPPORT)
    allowed = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(REFUSE | errno.EPERM)))
    for call in limits.calls:
        number = library.seccomp_syscall_resolve_name(call.encode())
        # A number below zero is that of a call which this kind of machine does not have.
        if number >= 0:
            assert library.seccomp_rule_add(allowed, ctypes.c_uint32(ALLOW), number, 0) == 0, call
    assert (library.seccomp_load(refused), library.seccomp_load(allowed)) == (0, 0)


def _refuse(
    library: ctypes.CDLL, context: ctypes.c_void_p, call: str, argument: int, how: int, value: int, error: int
) -> None:
    comparison = _Comparison(argument, how, value, value if how == MASKED_EQUAL else 0)
    number = library.seccomp_syscall_resolve_name(call.encode())
    action = ctypes.c_uint32(REFUSE | error)
    assert library.seccomp_rule_add_array(context, action, number, 1, ctypes.byref(comparison)) == 0, call
