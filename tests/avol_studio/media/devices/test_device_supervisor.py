from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from avol.errors import DeviceError
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored, DeviceSupervisor
from tests.conftest import ExpectedLog


class Device:
    """Serves until told to fail; `missing` makes it refuse to open."""

    def __init__(self) -> None:
        self.missing: Exception | None = None
        self.failing: Exception | None = None
        self.opened = self.closed = 0
        self.served = threading.Event()

    def open(self) -> Device:
        if self.missing:
            raise self.missing
        self.opened += 1
        return self

    def serve(self, _: Device) -> bool:
        if (failing := self.failing) is not None:
            self.failing = None
            raise failing
        self.served.set()
        threading.Event().wait(0.001)
        return True

    def close(self) -> None:
        self.closed += 1


class Kept:
    """A keeper with all that it told."""

    def __init__(self) -> None:
        self.device, self.told = Device(), []
        self.changed = threading.Condition()
        self.keeper: DeviceSupervisor[Device] = DeviceSupervisor(
            "thing", self.device.open, self.device.serve, self._note, retry=(0.01, 0.02)
        )

    def _note(self, event: object) -> None:
        with self.changed:
            self.told.append(event)
            self.changed.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, 10)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_lost_and_back_are_told_once(kept: Kept) -> None:
    gone = DeviceError("It is gone; plug it in.")
    kept.keeper.start()
    assert kept.device.served.wait(10)
    kept.device.missing = kept.device.failing = gone
    kept.until(lambda: bool(kept.told))
    threading.Event().wait(0.1)  # several tries, one sentence
    kept.device.missing = None
    kept.until(lambda: len(kept.told) == 2)
    kept.keeper.close()
    assert kept.keeper.join(5)
    assert kept.told == [DeviceLost(kept.keeper, str(gone)), DeviceRestored(kept.keeper)]
    assert kept.keeper.reconnects == 1
    assert kept.device.opened == kept.device.closed == 2


def test_what_nobody_thought_of_is_survived_too(kept: Kept, expected_log: ExpectedLog) -> None:
    expected_log("thing failed")
    kept.device.failing = ZeroDivisionError("odd")
    kept.keeper.start()
    kept.until(lambda: len(kept.told) == 2)
    kept.keeper.close()
    assert kept.keeper.join(5)
    assert "odd" in kept.told[0].text


def test_opening_anew_is_no_loss(kept: Kept) -> None:
    kept.keeper.start()
    assert kept.device.served.wait(10)
    kept.keeper.reopen()
    while kept.device.opened < 2:
        threading.Event().wait(0.005)
    kept.keeper.close()
    assert kept.keeper.join(5)
    assert not kept.told
    assert kept.keeper.reconnects == 0
