"""OpenCV does not change where child processes look for libraries."""

import os
import subprocess
import sys

import pytest

CODE = """
import os
from avol.core.opencv import cv2
print(cv2.__version__ != "", os.environ.get("LD_LIBRARY_PATH"))
"""


@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_the_library_path_stays(before: str | None) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before
    printed = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert printed.split() == ["True", str(before)]
