"""Kept memory: images that come and go take no new pages from the system."""

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource
import numpy as np
from avol_studio.core.system.memory import keep_freed_memory

def new_pages():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        blocks = [np.ones(2**21, np.uint8) for _ in range(5)]
        del blocks
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

default = new_pages()
keep_freed_memory()
new_pages()
print(default, new_pages())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="for glibc")
def test_freed_memory_is_used_again() -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    default, kept = map(int, result.stdout.split())
    assert kept < default / 10
