"""The scaling benchmark; the tests do not depend on its times."""

from __future__ import annotations

from pathlib import Path

import pytest

from avol_studio.bench.scaling.growth import Growth, table
from avol_studio.bench.scaling.measures import file_growth
from tests.support.synthetic import coded_images, make_media, tone_audio


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_the_growth_rate_is_the_exponent(power: float) -> None:
    sizes = (1.0, 10.0, 100.0)
    growth = Growth("time, ms", "items", sizes, tuple(7 * size**power for size in sizes))
    assert growth.rate == pytest.approx(power, abs=1e-6)
    assert growth.as_dict()["rate"] == pytest.approx(power)
    assert table([growth]).row_count == 1


def test_files_are_measured_at_each_length(tmp_path: Path) -> None:
    clip = make_media(tmp_path / "clip.mp4", coded_images(8, 64, 48), audio=tone_audio(1, 48_000))
    growths = list(file_growth(clip, tmp_path, [0.1, 0.3]))
    assert [growth.sizes for growth in growths] == [(0.1, 0.3)] * 3
    assert all(value > 0 for growth in growths for value in growth.values)
