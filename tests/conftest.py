"""What holds for every test: nothing of this machine, no thread and no warning left over."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Iterator

# Before anything imports Qt: it reads these when it is loaded.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

import pytest
from hypothesis import settings

settings.register_profile("avol", deadline=None, database=None, max_examples=60)
settings.load_profile("avol")

_PATIENCE = 2.0  # seconds a thread may take to end after its test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long forms run only when asked for by `-m slow`."""
    if config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


@pytest.fixture(scope="session", autouse=True)
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, caches and runtime files of the tests go to a folder of their own."""
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
    """The machine's cores are shared, and results must not depend on how many there are."""
    if (torch := sys.modules.get("torch")) is not None and torch.get_num_threads() != 1:
        torch.set_num_threads(1)


class _Starts:
    """The QThreads that were started, to be asked later whether they still run."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.threads: list = []
        if "PySide6.QtCore" not in sys.modules:
            return
        from PySide6.QtCore import QThread

        start = QThread.start

        def remember(thread: QThread, *args: object) -> None:
            self.threads.append(thread)
            start(thread, *args)  # pyright: ignore[reportArgumentType, reportCallIssue]

        patch.setattr(QThread, "start", remember)

    def running(self) -> list[str]:
        import shiboken6

        return [repr(t) for t in self.threads if shiboken6.isValid(t) and t.isRunning()]


@pytest.fixture(autouse=True)
def _no_garbage_collection_in_threads() -> Iterator[None]:
    """A test's Qt objects must not be destroyed by a thread that happens to collect garbage."""
    if (core := sys.modules.get("PySide6.QtCore")) is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    gc.collect(1)  # windows of the test before: once they are old, they stay until the run ends
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread running, Python's or Qt's."""
    with pytest.MonkeyPatch.context() as patch:
        starts, before = _Starts(patch), set(threading.enumerate())
        yield

        def left() -> list[str]:
            new = set(threading.enumerate()) - before
            adopted = (t for t in new if not isinstance(t, threading._DummyThread))
            return [t.name for t in adopted] + (starts.running() if starts.threads else [])

        deadline = time.monotonic() + _PATIENCE
        while left() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not left(), f"still running after the test: {left()}"


class ExpectedLog:
    """Lets a test say which warnings it provokes: `expected_log("cannot be read")`."""

    def __init__(self) -> None:
        self.patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        """Records whose message matches `pattern` (a regular expression) are expected."""
        self.patterns.append(pattern)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def expected_log() -> Iterator[ExpectedLog]:
    """Fails a test in which a warning or error is logged that it did not expect."""
    expected, collector = ExpectedLog(), _Collector()
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
    assert not unexpected, f"logged without being expected: {unexpected}"
