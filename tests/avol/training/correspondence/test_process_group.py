"""Two processes train like one process with twice the batch."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from avol.training.correspondence.batch_norm import synchronize_batch_norm
from tests.support.paths import ROOT
from tests.support.tiny_training import main, single_process, tiny_config, tiny_trainer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _run_two(work: Path, batch: int, passes: int) -> None:
    shared = {"WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(_free_port())}
    command = [sys.executable, "-m", "tests.support.tiny_training"]
    children = [
        subprocess.Popen(
            [*command, str(work), str(batch), str(passes)],
            env=os.environ | shared | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
            cwd=ROOT,
        )
        for rank in range(2)
    ]
    try:
        assert [child.wait(timeout=100) for child in children] == [0, 0]
    finally:
        for child in children:
            child.kill()
            child.wait()


@pytest.mark.slow
def test_two_processes_equal_one_with_twice_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    (one := tmp_path / "one").mkdir()
    (two := tmp_path / "two").mkdir()
    main(one, batch=8, passes=2)
    _run_two(two, batch=4, passes=2)
    start = tiny_trainer(tiny_config(), single_process(), tmp_path).model.state_dict()
    whole, first, second = (
        load_file(path) for path in (one / "weights.0.safetensors", *sorted(two.iterdir()))
    )
    for key, value in whole.items():
        assert torch.equal(first[key], second[key]), key
        # Compares norms: where a gradient is near zero, Adam's first steps follow its sign.
        update = (value - start[key]).float().norm()
        assert (first[key] - value).float().norm() <= 3e-3 * update, key


def test_group_batch_norm_equals_torch_with_one_process() -> None:
    torch.manual_seed(0)
    plain = nn.Sequential(nn.BatchNorm2d(3), nn.ReLU(), nn.Sequential(nn.BatchNorm2d(3)))
    own = nn.Sequential(nn.BatchNorm2d(3), nn.ReLU(), nn.Sequential(nn.BatchNorm2d(3)))
    synchronize_batch_norm(own, single_process())
    assert set(own.state_dict()) == set(plain.state_dict())
    images = [torch.randn(4, 3, 5, 5) + 2 for _ in range(2)]
    grads = []
    for net in (plain, own):
        image = images[0].clone().requires_grad_()
        net(image).square().sum().backward()
        net(images[1])
        grads.append(image.grad)
    torch.testing.assert_close(grads[1], grads[0], atol=1e-4, rtol=1e-4)
    for key, value in plain.state_dict().items():
        torch.testing.assert_close(own.state_dict()[key], value)
    torch.testing.assert_close(own.eval()(images[0]), plain.eval()(images[0]))


def test_passes_per_step() -> None:
    config = tiny_config(batch=2, effective_batch=8)
    assert config.passes_per_step(2) == 2
    assert config.passes_per_step(3) == 0
