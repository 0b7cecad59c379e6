"""`avol index`, `avol search` and `avol bench search` from end to end, on the toy network."""

import json
from pathlib import Path

import pytest

from avol.cli.main import commands, run
from avol.embedder import Embedder
from tests.support import toys


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Embedder, "load", lambda *_: toys.toy_embedder())
    monkeypatch.setattr(
        "avol.retrieval.checkpoint_choice.load_model_card", lambda _: toys.toy_card()
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (media := tmp_path / "media").mkdir()
    for colour in toys.COLORS:
        toys.write_image(media, colour)
        toys.write_audio(media, colour)
    out = tmp_path / "library"
    assert run(commands, ["index", str(media), "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize("given", ["--sound", "--image", "--picture"])
@pytest.mark.parametrize("wanted", [None, "image", "audio", "pictures", "sounds"])
def test_search_finds_the_matching_file(
    library: Path, tmp_path: Path, given: str, wanted: str | None,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    capsys.readouterr()
    make = toys.write_audio if given == "--sound" else toys.write_image
    query, out = make(tmp_path, "query", color="green"), tmp_path / "results.json"
    extra = ["--for", wanted] if wanted else []
    line = ["search", str(library), given, str(query), "-k", "2", "--json", str(out), *extra]
    assert run(commands, line) == 0
    hits = json.loads(out.read_text())["hits"]
    other = "image" if given == "--sound" else "audio"
    assert Path(hits[0]["path"]).stem == "green"
    modality = {"pictures": "image", "sounds": "audio"}.get(wanted or "", wanted) or other
    assert {hit["kind"] for hit in hits} == {modality}
    assert len(hits) == 2
    assert "green" in capsys.readouterr().out


def test_missing_files_are_marked(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "media" / "blue.png").unlink()
    query = toys.write_audio(tmp_path, "query", color="blue")
    assert run(commands, ["search", str(library), "--sound", str(query), "-k", "1"]) == 0
    assert "missing" in capsys.readouterr().out


def test_invalid_queries_are_errors(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    sound = str(toys.write_audio(tmp_path, "red"))
    for line, message in (
        (["search", str(library)], "--sound FILE or --image FILE"),
        (["search", str(library), "--sound", sound, "--for", "smells"], "smells"),
        (["search", str(tmp_path), "--sound", sound], "contains no library"),
        (["index", str(tmp_path / "nothing"), "--out", str(library)], "does not exist"),
    ):
        assert run(commands, line) == 2
        assert message in capsys.readouterr().err


def test_bench_search_writes_json(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    line = ["bench", "search", "--items", "2000", "--queries", "5", "--json", str(out)]
    assert run(commands, line) == 0
    values = json.loads(out.read_text())
    assert (values["items"], values["how"], values["recall_at_30"]) == (2000, "exact", 1.0)
    assert 0 < values["query_ms"]["p50"] <= values["query_ms"]["p95"]
