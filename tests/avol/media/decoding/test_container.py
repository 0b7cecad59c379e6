"""read_packets: damaged containers."""

from collections.abc import Iterator
from typing import Any, cast

import av
from av.error import InvalidDataError

from avol.media.decoding.container import MAX_FAILURES, read_packets
from tests.conftest import ExpectedLog


class Container:
    """Yields packets and raises errors, one list per call of demux."""

    name = "fake"

    def __init__(self, *runs: list[Any]) -> None:
        self.runs = list(runs)

    def demux(self, _stream: object) -> Iterator[av.Packet]:
        for item in self.runs.pop(0):
            if isinstance(item, Exception):
                raise item
            yield item


def sizes(container: Container) -> list[int]:
    return [packet.size for packet in read_packets(cast(Any, container), cast(Any, None))]


def damage() -> InvalidDataError:
    return InvalidDataError(1, "damaged")


def test_damaged_packets_are_skipped() -> None:
    container = Container([av.Packet(3), damage()], [damage()], [av.Packet(4), av.Packet()])
    assert sizes(container) == [3, 4, 0]


def test_reading_stops_after_too_many_damaged_packets(expected_log: ExpectedLog) -> None:
    expected_log(f"stopped reading fake after {MAX_FAILURES} unreadable packets")
    container = Container([av.Packet(3)], *([damage()] for _ in range(1000)))
    container.runs[0].append(damage())
    assert sizes(container) == [3]
    assert len(container.runs) == 1001 - MAX_FAILURES


def test_error_at_the_end_of_the_stream_flushes() -> None:
    assert sizes(Container([av.Packet(3), IndexError("list index out of range")])) == [3, 0]
