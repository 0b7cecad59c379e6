"""Commands that check the files of their options before they start, and with plain help texts."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from avol.cli.options import check_command_outputs


class _PlainHelp:
    """Shows flags without “<bool>” and arguments without braces."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters of the command."""
        params: list[Any] = super().get_params(ctx)  # pyright: ignore[reportAttributeAccessIssue]
        for param in params:
            if isinstance(param, TyperOption) and param.is_flag and param.metavar is None:
                param.metavar = ""
        return params

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The parts of the line “Usage”."""
        pieces: list[str] = super().collect_usage_pieces(ctx)  # pyright: ignore[reportAttributeAccessIssue]
        return [_plain_argument(piece) for piece in pieces]


def _plain_argument(piece: str) -> str:
    """“{inputs}...” as “INPUTS...”, “{[a|b]}” as “a|b”."""
    match = re.fullmatch(r"\{\[?(.*?)\]?\}(.*)", piece)
    if match is None:
        return piece
    name, rest = match.groups()
    return (name if "|" in name else name.upper()) + rest


class CheckedGroup(_PlainHelp, TyperGroup):
    """A command with subcommands."""


class CheckedCommand(_PlainHelp, TyperCommand):
    """A command that writes nothing if one of its output files would replace another file."""

    def invoke(self, ctx: Any) -> Any:
        """Check the outputs and run the command."""
        check_command_outputs(ctx)
        return super().invoke(ctx)


class CheckedTyper(typer.Typer):
    """A Typer app all of whose commands are checked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(cls=CheckedGroup, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        """Register a command; its help is the docstring, with one line per paragraph."""

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            paragraphs = (inspect.getdoc(function) or "").split("\n\n")
            text = "\n\n".join(" ".join(each.split()) for each in paragraphs)
            add = super(CheckedTyper, self).command
            given: dict[str, Any] = {"help": text} | options
            return add(name, cls=CheckedCommand, **given)(function)

        return register
