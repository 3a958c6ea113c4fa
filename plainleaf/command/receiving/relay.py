"""`inbox relay`: on the server, gives an inbox on another computer what is kept, over SSH. It stays sealed.

Each line is a message in JSON. After the greeting, the inbox asks, and the relay answers each question. It can read,
mark and delete requests, and nothing else, so it may be all that the SSH key of a staff computer is allowed to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, BinaryIO, TypeAlias

import msgspec
from msgspec import Meta, Struct

from plainleaf.receiver.store import Store, StoredRequest, StoreError

PROTOCOL = 1
# A question is short. An answer has a sealed request, which a receiver takes up to 100,000 bytes of, in base64.
LONGEST_QUESTION, LONGEST_ANSWER = 1_000_000, 1_000_000
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
# Years outside of these cannot be written in every time zone, and no request is from them.
FIRST_YEAR, LAST_YEAR = 2000, 9000


class Greeting(Struct, frozen=True):
    """The first line, by which an inbox tells a relay from what else a server may print."""

    plainleaf_relay: int


class Read(Struct, frozen=True, tag="read"):
    """Asks for all requests after a number. The answers are `StoredRequest`s and `Done`."""

    after: int


class MarkAnswered(Struct, frozen=True, tag="answered"):
    """Says that a request was answered. The answer is `Done`."""

    id: int
    when: Moment


class Delete(Struct, frozen=True, tag="delete"):
    """Deletes requests. The answer is `Done`."""

    ids: tuple[int, ...]


class DeleteBefore(Struct, frozen=True, tag="delete-before"):
    """Deletes what was received before a moment. The answer is `Done` with how many there were."""

    when: Moment


class Sent(Struct, frozen=True, tag="request"):
    """A request as it is kept: sealed."""

    id: int
    key: bytes
    sealed: bytes
    form: str
    language: str
    received: Moment
    answered: Moment | None


class Done(Struct, frozen=True, tag="done"):
    """The end of an answer."""

    count: int = 0


class Failed(Struct, frozen=True, tag="failed"):
    """Why a question has no answer."""

    why: str


Question = Read | MarkAnswered | Delete | DeleteBefore
Message = Sent | Done | Failed


def is_sensible(moment: datetime | None) -> bool:
    """Whether something may have happened at a moment. What never happened did so at None."""
    return moment is None or FIRST_YEAR <= moment.year <= LAST_YEAR


def relay(store: Store, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more."""
    _say(answers, Greeting(PROTOCOL))
    while line := questions.readline(LONGEST_QUESTION):
        try:
            question = msgspec.json.decode(line, type=Question)
        except (msgspec.DecodeError, UnicodeDecodeError):
            _say(answers, Failed("the question is not understood; both sides need the same version of plainleaf"))
            continue
        try:
            for message in _answer(store, question):
                _say(answers, message)
        except StoreError as error:
            _say(answers, Failed(str(error)))


def _answer(store: Store, question: Question) -> Iterator[Message]:
    match question:
        case Read(after):
            yield from (_as_sent(request) for request in store.read(after))
            yield Done()
        case MarkAnswered(number, when):
            store.mark_answered(number, when)
            yield Done(1)
        case Delete(numbers):
            store.delete(numbers)
            yield Done(len(numbers))
        case DeleteBefore(when):
            yield Done(store.delete_before(when))


def _as_sent(request: StoredRequest) -> Sent:
    return Sent(
        request.id, request.key, request.sealed, request.form, request.language, request.received, request.answered
    )


def _say(stream: BinaryIO, message: Struct) -> None:
    stream.write(msgspec.json.encode(message) + b"\n")
    stream.flush()
