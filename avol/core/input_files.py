"""Reads text, JSON and tables of the user; a fault is one sentence with file, place and remedy.

Text is UTF-8, or UTF-16 or UTF-32 with a byte order mark. JSON is strict: no NaN, no infinity, no
repeated keys, no conversion between types.
"""

import codecs
import csv
import json
import math
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from avol.core.paths import short_name
from avol.errors import InputError

MAX_BYTES = 2**29
"""Larger files are refused; AudioSet's largest list has a fifth of this."""

T = TypeVar("T")
_Location = tuple[str | int, ...]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the next one
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAX_DIGITS = 18  # longer integers are read as floats, which may be infinite


def load_bytes(path: Path) -> bytes:
    """Load a file; InputError if it is no regular file, too large, or cannot be read."""
    name = short_name(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would block
            raise InputError(f"“{name}” is not a file; choose a file.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise InputError(f"“{name}” cannot be read ({cause}); check the path.") from error
    if len(data) > MAX_BYTES:
        raise InputError(
            f"“{name}” is larger than {MAX_BYTES >> 20} MiB; choose another file or split it."
        )
    return data


def load_text(path: Path, what: str, *, paths: bool = False) -> str:
    """Load a text file with `\\n` as its only line end.

    Args:
        path: the file.
        what: what it should be, with its article, for messages: “a box list”.
        paths: whether the text holds paths. A byte that is not UTF-8 is kept as a surrogate, as in
            the paths of Python.

    Raises:
        InputError: the file cannot be read or is no text.
    """
    data = load_bytes(path)
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    keep = paths and encoding.startswith("utf-8")
    try:
        text = data.decode(encoding, "surrogateescape" if keep else "strict")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise file_fault(path, what, f"line {line} is not UTF-8", "save it as UTF-8") from error
    if "\0" in text:
        raise file_fault(path, what, "it contains binary data", "choose another file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load_lines(
    path: Path, what: str, *, comments: bool = True, paths: bool = False
) -> list[tuple[int, str]]:
    """Load the lines that are neither empty nor comments (#), each with its number from 1."""
    lines = enumerate(load_text(path, what, paths=paths).split("\n"), 1)
    return [
        (number, line)
        for number, line in lines
        if line.strip() and not (comments and line.startswith("#"))
    ]


def load_json(path: Path, what: str) -> Any:
    """Load any JSON value; InputError if the file is no strict JSON."""
    return _parse_json(path, load_text(path, what), what)


def load_model(path: Path, what: str, kind: type[T] | TypeAdapter[T]) -> T:
    """Load a JSON file as a pydantic model or another type; InputError with the place of a fault.

    Args:
        path: the file.
        what: what it should be, with its article: “a box list”.
        kind: the type.
    """
    text = load_text(path, what)
    _parse_json(path, text, what)
    adapter: TypeAdapter[T] = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    try:
        return adapter.validate_json(text, strict=True)
    except ValidationError as error:
        location, cause = first_fault(error)
        raise _json_fault(path, what, location, cause) from None


def load_table(
    path: Path,
    what: str,
    parse: Callable[[list[str]], T],
    *,
    delimiter: str = ",",
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL,
    comments: bool = True,
) -> list[T]:
    """Load the rows of a CSV or TSV file, without empty lines.

    Args:
        path: the file.
        what: what it should be, with its article: “a list of VGG-Sound”.
        parse: converts the fields of a row; its ValueError names the fault of that row.
        delimiter: between two fields.
        quoting: a constant of the module csv.
        comments: whether to skip lines that begin with #.

    Raises:
        InputError: the file cannot be read, or a row is invalid; the message has its line.
    """
    lines = load_lines(path, what, comments=comments)
    rows = csv.reader(
        (line for _, line in lines), delimiter=delimiter, quoting=quoting,
        skipinitialspace=delimiter == ",", strict=True,
    )  # fmt: skip
    parsed: list[T] = []
    try:
        for row in rows:
            parsed.append(parse(row))
    except (csv.Error, ValueError) as error:
        number = lines[max(0, rows.line_num - 1)][0]
        cause = first_fault(error)[1] if isinstance(error, ValidationError) else str(error)
        raise file_fault(path, what, f"line {number}: {cause}", "correct that line") from error
    return parsed


def load_records(
    path: Path,
    what: str,
    columns: tuple[str, ...],
    parse: Callable[[dict[str, str]], T],
    *,
    delimiter: str = ",",
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL,
) -> list[T]:
    """Load the rows below a header.

    Args:
        path: the file.
        what: what it should be, with its article.
        columns: the required columns.
        parse: converts a row by column, also of further columns; as in `load_table`.
        delimiter: between two fields.
        quoting: a constant of the module csv.

    Raises:
        InputError: the file cannot be read, a column is missing, or a row is invalid.
    """
    header: list[str] = []

    def parse_row(row: list[str]) -> tuple[T] | None:
        if not header:
            header.extend(row)
            repeated = {name for name in row if row.count(name) > 1}
            missing = [name for name in columns if name not in row]
            if missing or repeated:
                fault, name = ("no", missing[0]) if missing else ("twice the", min(repeated))
                raise ValueError(f"it has {fault} column “{name}”")
            return None
        if len(row) < len(header):
            raise ValueError(f"it has {len(row)} of {len(header)} fields")
        return (parse(dict(zip(header, row, strict=False))),)

    rows = load_table(path, what, parse_row, delimiter=delimiter, quoting=quoting, comments=False)
    if not header:
        raise file_fault(path, what, "it is empty", "choose another file")
    return [row[0] for row in rows if row is not None]


def parse_number(text: str, name: str, low: float = -1e9, high: float = 1e9) -> float:
    """A finite number from `low` to `high`; ValueError with the name of the field."""
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{name} “{text[:40]}” is no number") from None
    if not low <= number <= high:  # false for NaN
        raise ValueError(f"{name} “{text[:40]}” is not a number from {low:g} to {high:g}")
    return number


def file_fault(path: Path, what: str, cause: str, remedy: str) -> InputError:
    """The error about a file whose content is not what it should be."""
    return InputError(f"“{path.name}” is not {what} ({cause}); {remedy}.")


def first_fault(error: ValidationError) -> tuple[_Location, str]:
    """The place and the cause of the first error."""
    first = error.errors(include_url=False)[0]
    return first["loc"], first["msg"].removeprefix("Value error, ")


def _json_fault(path: Path, what: str, location: _Location, cause: str) -> InputError:
    in_list = bool(location) and isinstance(location[0], int)
    steps = " ".join(str(step) for step in location)
    place = f"item {steps}: " if in_list else f"{steps}: " if location else ""
    remedy = "correct that value" if location else "correct it"
    remedy = "correct that item" if in_list else remedy
    return file_fault(path, what, place + cause, remedy)


class _RepeatedKey:
    def __init__(self, key: str) -> None:
        self.key = key


def _parse_json(path: Path, text: str, what: str) -> Any:
    if not text.strip():
        raise file_fault(path, what, "it is empty", "choose another file")
    try:
        value = json.loads(text, object_pairs_hook=_unique_keys, parse_int=_parse_int)
    except json.JSONDecodeError as error:
        cause = f"line {error.lineno}: {error.msg}"
        raise file_fault(path, what, cause, "correct that line") from error
    except RecursionError as error:
        raise file_fault(path, what, "it is nested too deeply", "choose another file") from error
    for location, cause in _faults(value):
        raise _json_fault(path, what, location, cause)
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> Any:
    unique = dict(pairs)
    if len(unique) == len(pairs):
        return unique
    keys = [key for key, _ in pairs]
    return _RepeatedKey(next(key for key in keys if keys.count(key) > 1))


def _parse_int(text: str) -> int | float:
    return int(text) if len(text) <= _MAX_DIGITS else float(text)


def _faults(root: Any) -> Iterator[tuple[_Location, str]]:
    """What the JSON standard leaves to its readers: repeated keys, NaN and infinity."""
    pending: list[tuple[_Location, Any]] = [((), root)]
    while pending:
        location, value = pending.pop()
        if isinstance(value, _RepeatedKey):
            yield location, f"it has the key “{value.key}” twice"
        elif isinstance(value, float) and not math.isfinite(value):
            yield location, "a number must be finite"
        elif isinstance(value, dict):
            pending += [((*location, key), each) for key, each in reversed(value.items())]
        elif isinstance(value, list):
            pending += [((*location, n), value[n]) for n in range(len(value) - 1, -1, -1)]
