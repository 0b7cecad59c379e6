"""Package avol.media: public names and light import."""

import subprocess
import sys

import pytest

import avol.media


def test_import_loads_no_decoder() -> None:
    heavy = "{'av', 'cv2', 'soxr', 'torch'}"
    check = f"import sys, avol.media; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    process = subprocess.run([sys.executable, "-c", check], capture_output=True, check=False)
    assert process.returncode == 0, process.stderr


def test_public_names_exist() -> None:
    for name in avol.media.__all__:
        assert getattr(avol.media, name).__module__.startswith(("avol.media", "avol.errors"))
    with pytest.raises(AttributeError, match="nothing"):
        avol.media.nothing  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue]
