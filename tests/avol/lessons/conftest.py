"""A tiny checkpoint with random weights, for the numbers of lessons."""

from pathlib import Path

import pytest

from tests.support.checkpoints import write_checkpoint


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the checkpoint."""
    path: Path = write_checkpoint(tmp_path_factory.mktemp("weights"))
    return str(path)
