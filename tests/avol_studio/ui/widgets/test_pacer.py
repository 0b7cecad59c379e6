"""Pacer: the first and the newest update run, the ones between do not."""

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.ui.widgets.pacer import Pacer


def test_the_first_and_the_newest_update_run(qtbot: QtBot) -> None:
    pacer, done = Pacer(20), list[int]()
    for n in range(5):
        pacer.run(lambda n=n: done.append(n))
    assert done == [0]
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == [0, 4]


def test_an_update_that_must_run_now_replaces_one_that_waits(qtbot: QtBot) -> None:
    pacer, done = Pacer(20), list[int]()
    for n in range(2):
        pacer.run(lambda n=n: done.append(n))
    pacer.run(lambda: done.append(2), now=True)
    qtbot.wait(60)
    assert done == [0, 2]


def test_cancelled_and_flushed_updates(qtbot: QtBot) -> None:
    pacer, done = Pacer(20), list[int]()
    for n in range(2):
        pacer.run(lambda n=n: done.append(n))
    pacer.flush()
    assert done == [0, 1]
    pacer.run(lambda: done.append(2))
    pacer.cancel()
    qtbot.wait(60)
    assert done == [0, 1]


def test_an_update_runs_where_it_is_requested_once_the_interval_is_over(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 50.0
    monkeypatch.setattr("avol_studio.ui.widgets.pacer.time.monotonic", lambda: now)
    pacer, done = Pacer(20), list[int]()
    for n, seconds in enumerate((50.0, 50.01, 50.02, 50.03)):
        now = seconds
        pacer.run(lambda n=n: done.append(n))
    assert done == [0, 2]
