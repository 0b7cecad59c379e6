"""Guards for all tests: isolated folders, no leaked threads, no unexpected warnings."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Iterator

# Qt reads these when it is loaded, so they are set before any import of Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

import pytest
from hypothesis import settings

settings.register_profile("avol", deadline=None, database=None, max_examples=60)
settings.load_profile("avol")

_THREAD_TIMEOUT = 2.0  # seconds a thread may take to end after its test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect slow tests unless `-m` is given."""
    if config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


@pytest.fixture(scope="session", autouse=True)
def _isolated_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Redirects settings, caches and runtime files of the tests to a temporary folder."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "appdata",
        "LOCALAPPDATA": "localappdata",
        "XDG_CONFIG_HOME": ".config",
        "XDG_CACHE_HOME": ".cache",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_RUNTIME_DIR": "run",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in folders.items():
            (home / folder).mkdir(parents=True, exist_ok=True)
            patch.setenv(name, str(home / folder))
        (home / "run").chmod(0o700)
        patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        yield


@pytest.fixture(autouse=True)
def _one_torch_thread() -> None:
    """Limits torch to one thread, so that results do not depend on the number of cores."""
    if (torch := sys.modules.get("torch")) is not None and torch.get_num_threads() != 1:
        torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def _same_scheduling() -> Iterator[None]:
    """Fails a test after which the process has real-time priority, which would stop all others."""
    policy = getattr(os, "sched_getscheduler", lambda _: 0)
    before = policy(0)
    yield
    assert policy(0) == before


class _QThreadRecorder:
    """Records the QThreads that are started, to find those that still run."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.threads: list = []
        if "PySide6.QtCore" not in sys.modules:
            return
        from PySide6.QtCore import QThread

        start = QThread.start

        def record_start(thread: QThread, *args: object) -> None:
            self.threads.append(thread)
            start(thread, *args)  # pyright: ignore[reportArgumentType, reportCallIssue]

        patch.setattr(QThread, "start", record_start)

    def running(self) -> list[str]:
        import shiboken6

        return [repr(t) for t in self.threads if shiboken6.isValid(t) and t.isRunning()]


@pytest.fixture(autouse=True)
def _no_garbage_collection_in_threads() -> Iterator[None]:
    """Disables garbage collection, because a worker thread must not destroy Qt objects."""
    if (core := sys.modules.get("PySide6.QtCore")) is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    gc.collect(1)  # the windows of the previous test, before they reach the oldest generation
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    """Fails a test that leaves a Python or Qt thread running."""
    with pytest.MonkeyPatch.context() as patch:
        qthreads, before = _QThreadRecorder(patch), set(threading.enumerate())
        yield

        def running() -> list[str]:
            new = set(threading.enumerate()) - before
            own = (t for t in new if not isinstance(t, threading._DummyThread))
            return [t.name for t in own] + (qthreads.running() if qthreads.threads else [])

        deadline = time.monotonic() + _THREAD_TIMEOUT
        while running() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not running(), f"still running after the test: {running()}"


@pytest.fixture(autouse=True)
def _same_priority() -> Iterator[None]:
    """Fails a test that lowers the priority of the main thread, and so of all later tests."""
    if sys.platform != "linux":
        yield
        return
    before = os.getpriority(os.PRIO_PROCESS, 0)
    yield
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


class ExpectedLog:
    """Declares the warnings that a test provokes: `expected_log("cannot be read")`."""

    def __init__(self) -> None:
        self.patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        """Expect log records whose message matches `pattern` (a regular expression)."""
        self.patterns.append(pattern)


class _WarningCollector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def expected_log() -> Iterator[ExpectedLog]:
    """Fails a test that logs a warning or error that it did not declare."""
    expected, collector = ExpectedLog(), _WarningCollector()
    logging.getLogger().addHandler(collector)
    try:
        yield expected
    finally:
        logging.getLogger().removeHandler(collector)
    unexpected = [
        message
        for message in collector.messages
        if not any(re.search(pattern, message) for pattern in expected.patterns)
    ]
    assert not unexpected, f"unexpected log records: {unexpected}"
