"""What the package promises as a whole."""

import subprocess
import sys

import pytest

import avol.media


def test_importing_it_loads_no_decoder() -> None:
    heavy = "{'av', 'cv2', 'soxr', 'torch'}"
    check = f"import sys, avol.media; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_public_name_is_there() -> None:
    for name in avol.media.__all__:
        assert getattr(avol.media, name).__module__.startswith(("avol.media", "avol.errors"))
    with pytest.raises(AttributeError, match="nothing"):
        avol.media.nothing  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue]
