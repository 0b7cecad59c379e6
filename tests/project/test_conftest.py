"""The guards themselves, tried on tests that misbehave."""

from __future__ import annotations

import pytest

from tests.support.paths import ROOT

pytest_plugins = ["pytester"]

_GUARDS = (ROOT / "tests" / "conftest.py").read_text().replace("_PATIENCE = 2.0", "_PATIENCE = 0.1")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("threading.Thread(target=time.sleep, args=(1,), name='stray').start()", "stray"),
        ("QThreadThatWaits.begin()", "QThread"),
        ("logging.getLogger('avol.x').warning('something odd')", "something odd"),
    ],
)
def test_guard_complains(pytester: pytest.Pytester, body: str, complaint: str) -> None:
    pytester.makeconftest(_GUARDS)
    pytester.makepyfile(
        f"""
        import logging, threading, time
        from PySide6.QtCore import QThread

        class QThreadThatWaits(QThread):
            kept = []
            def run(self):
                time.sleep(1)
            @classmethod
            def begin(cls):
                cls.kept.append(cls())
                cls.kept[0].start()

        def test_it():
            {body}
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{complaint}*"])


def test_expected_warning_passes(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(_GUARDS)
    pytester.makepyfile(
        """
        import logging

        def test_it(expected_log):
            expected_log("odd")
            logging.getLogger("avol.x").warning("something odd")
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
