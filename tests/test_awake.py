from __future__ import annotations

import pytest

from app import awake
from app.awake import Awake, ask_desktop


def test_it_asks_once_and_releases_once() -> None:
    calls: list[str] = []

    def ask() -> awake.Release:
        calls.append("ask")
        return lambda: calls.append("release")

    held = Awake(ask)
    assert held.hold()
    assert held.hold()
    assert held.held
    held.release()
    held.release()
    assert calls == ["ask", "release"]
    assert not held.held


def test_where_nothing_can_keep_the_screen_awake_nothing_fails() -> None:
    nothing = Awake(lambda: None)
    assert not nothing.hold()
    nothing.release()


def test_without_a_desktop_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awake.sys, "platform", "linux")
    assert ask_desktop() is None
    assert not Awake().hold()


def test_a_system_that_fails_is_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("no such library")

    monkeypatch.setattr(awake, "ask_desktop", broken)
    monkeypatch.setattr(awake.sys, "platform", "linux")
    assert not Awake().hold()
