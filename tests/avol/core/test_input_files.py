"""Reading of text, JSON and tables: encodings, strictness, and one sentence for each fault."""

import os
from pathlib import Path

import pytest

from avol.core.input_files import (
    load_bytes,
    load_json,
    load_lines,
    load_model,
    load_records,
    load_table,
    parse_number,
)
from avol.errors import InputError


def _write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"a": NaN}]', "item 0 a: a number must be finite"),
        ('[{"a": 1}, {"a": [0, -Infinity]}]', "item 1 a 1: a number must be finite"),
        ('{"b": 1e999}', "b: a number must be finite"),
        ('{"b": ' + "9" * 5000 + "}", "b: a number must be finite"),
        ('[0, {"a": 1, "a": 2}]', "item 1: it has the key “a” twice"),
        ('{"a": 1,\n "b" 2}', "line 2: Expecting ':' delimiter"),
        ("[" * 100_000, "it is nested too deeply"),
        (" \n", "it is empty"),
        ("", "it is empty"),
        (b'{"a": "\xe9"}', "line 1 is not UTF-8"),
        (b"\x00\x01\x02", "it contains binary data"),
    ],
)
def test_a_fault_of_json_is_one_sentence_with_its_place(
    tmp_path: Path, text: str | bytes, place: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_json(_write(tmp_path / "x.json", text), "a box list")
    message = str(caught.value)
    assert message.startswith(f"“x.json” is not a box list ({place}")
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding_with_a_mark(
    tmp_path: Path, encoding: str, end: str
) -> None:
    path = _write(tmp_path / "list.txt", f"# mine{end}é.mp4{end}{end}b.mp4".encode(encoding))
    assert load_lines(path, "a list") == [(2, "é.mp4"), (4, "b.mp4")]


def test_paths_keep_the_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    ((_, line),) = load_lines(_write(tmp_path / "l.txt", b"caf\xe9.mp4\n"), "a list", paths=True)
    assert os.fsencode(line) == b"caf\xe9.mp4"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": "1"}', "a: Input should be a valid number"),
        ('{"a": true}', "a: Input should be a valid number"),
        ("[]", "Input should be an object"),
        ('{"a": null}', "a: Input should be a valid number"),
    ],
)
def test_types_are_not_converted(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_model(_write(tmp_path / "x.json", text), "a table", dict[str, float])


def test_integers_are_numbers(tmp_path: Path) -> None:
    assert load_model(_write(tmp_path / "x.json", "[1, 2.5]"), "x", tuple[float, ...]) == (1, 2.5)


def test_a_fault_of_a_table_names_its_line(tmp_path: Path) -> None:
    path = _write(tmp_path / "t.csv", "# id, start\na, 1\n\nb, nan\n")
    with pytest.raises(InputError, match=r"“t.csv” is not a list \(line 4: start “nan” is not"):
        load_table(path, "a list", lambda row: parse_number(row[1], "start"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is empty"),
        ("path\na\n", "line 1: it has no column “class”"),
        ("path\tclass\tpath\n", "line 1: it has twice the column “path”"),
        ("path\tclass\na\tb\na\n", "line 3: it has 1 of 2 fields"),
    ],
)
def test_a_fault_of_records_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_records(_write(tmp_path / "m.tsv", text), "x", ("path", "class"), dict, delimiter="\t")


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999", "1e30", "", "one"])
def test_only_finite_numbers_in_range_are_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="start"):
        parse_number(text, "start")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_file_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is not a file"):
        load_bytes(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["", "missing", "x" * 5000, "a\0b"])
def test_any_other_path_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"is not a file|cannot be read"):
        load_bytes(tmp_path / name)
