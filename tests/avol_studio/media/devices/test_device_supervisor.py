from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from avol.errors import DeviceError
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored, DeviceSupervisor
from tests.conftest import ExpectedLog


class FakeDevice:
    """A device that fails while `failing` is set, and cannot be opened while `missing` is set."""

    def __init__(self) -> None:
        self.missing: Exception | None = None
        self.failing: Exception | None = None
        self.opened = self.closed = 0
        self.served = threading.Event()

    def open(self) -> FakeDevice:
        if self.missing:
            raise self.missing
        self.opened += 1
        return self

    def serve(self, _: FakeDevice) -> bool:
        if (failing := self.failing) is not None:
            self.failing = None
            raise failing
        self.served.set()
        threading.Event().wait(0.001)
        return True

    def close(self) -> None:
        self.closed += 1


class SupervisorProbe:
    """A supervisor of a fake device, with its events."""

    def __init__(self) -> None:
        self.device, self.events = FakeDevice(), []
        self.changed = threading.Condition()
        self.supervisor: DeviceSupervisor[FakeDevice] = DeviceSupervisor(
            "device", self.device.open, self.device.serve, self._note, retry=(0.01, 0.02)
        )

    def _note(self, event: object) -> None:
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, 10)


@pytest.fixture
def probe() -> SupervisorProbe:
    return SupervisorProbe()


def test_loss_and_return_are_reported_once(probe: SupervisorProbe) -> None:
    error = DeviceError("It is error; plug it in.")
    probe.supervisor.start()
    assert probe.device.served.wait(10)
    probe.device.missing = probe.device.failing = error
    probe.until(lambda: bool(probe.events))
    threading.Event().wait(0.1)  # several attempts, one event
    probe.device.missing = None
    probe.until(lambda: len(probe.events) == 2)
    probe.supervisor.close()
    assert probe.supervisor.join(5)
    assert probe.events == [
        DeviceLost(probe.supervisor, str(error)),
        DeviceRestored(probe.supervisor),
    ]
    assert probe.supervisor.reconnects == 1
    assert probe.device.opened == probe.device.closed == 2


def test_an_unexpected_error_is_handled_as_a_loss(
    probe: SupervisorProbe, expected_log: ExpectedLog
) -> None:
    expected_log("device failed")
    probe.device.failing = ZeroDivisionError("odd")
    probe.supervisor.start()
    probe.until(lambda: len(probe.events) == 2)
    probe.supervisor.close()
    assert probe.supervisor.join(5)
    assert "odd" in probe.events[0].text


def test_reopening_is_not_reported_as_a_loss(probe: SupervisorProbe) -> None:
    probe.supervisor.start()
    assert probe.device.served.wait(10)
    probe.supervisor.reopen()
    while probe.device.opened < 2:
        threading.Event().wait(0.005)
    probe.supervisor.close()
    assert probe.supervisor.join(5)
    assert not probe.events
    assert probe.supervisor.reconnects == 0
