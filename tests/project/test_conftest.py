"""The guards of conftest.py, run on tests that violate them."""

from __future__ import annotations

import pytest

from tests.support.paths import ROOT

pytest_plugins = ["pytester"]

_GUARDS = (
    (ROOT / "tests" / "conftest.py")
    .read_text(encoding="utf-8")
    .replace("_THREAD_TIMEOUT = 2.0", "_THREAD_TIMEOUT = 0.1")
)


@pytest.mark.parametrize(
    ("body", "report"),
    [
        ("threading.Thread(target=time.sleep, args=(1,), name='leaked').start()", "leaked"),
        ("SleepingQThread.start_one()", "QThread"),
        ("logging.getLogger('avol.x').warning('something unusual')", "something unusual"),
    ],
)
def test_guard_reports_the_violation(pytester: pytest.Pytester, body: str, report: str) -> None:
    pytester.makeconftest(_GUARDS)
    pytester.makepyfile(
        f"""
        import logging, threading, time
        from PySide6.QtCore import QThread

        class SleepingQThread(QThread):
            instances = []
            def run(self):
                time.sleep(1)
            @classmethod
            def start_one(cls):
                cls.instances.append(cls())
                cls.instances[0].start()

        def test_it():
            {body}
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{report}*"])


def test_declared_warning_passes(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(_GUARDS)
    pytester.makepyfile(
        """
        import logging

        def test_it(expected_log):
            expected_log("unusual")
            logging.getLogger("avol.x").warning("something unusual")
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
