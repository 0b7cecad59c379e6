"""Code for a new process that prints the help text of every command."""

SHOW_HELP = """
import sys
import typer
from avol.cli.main import run
from avol_studio.cli.main import app

def names(group, path):
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from names(command, [*path, name])

for path in names(typer.main.get_command(app), []):
    assert run(app, [*path, "--help"]) == 0, path
"""
