"""Finds commands by typed words: their names, menus, help, other words for them, typing errors."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from avol_studio.core.translation import tr
from avol_studio.ui.commands.command import Command, menu_text
from avol_studio.ui.commands.keywords import KEYWORDS

TYPO_LENGTH = 4  # letters that a word needs, so that a typing error is forgiven
SIMILARITY = 0.75  # of a mistyped word, 0..1


def find_commands(commands: Iterable[Command], typed: str) -> list[Command]:
    """The commands that all typed words fit to, the best first; all commands without a word."""
    words = typed.casefold().split()
    ranked = [(_rank(command, words), command) for command in commands if not command.family]
    found = [(rank, command) for rank, command in ranked if rank is not None]
    return [command for _, command in sorted(found, key=lambda pair: pair[0])]


def _rank(command: Command, words: list[str]) -> int | None:
    """The sum of the ranks of the words, 0 is best; None: a word does not fit."""
    name = command.text.casefold()
    keywords = KEYWORDS.get(command.id, "")
    translated = tr(keywords) if keywords else ""
    menu = menu_text(command.menu)
    other = f"{keywords} {translated} {menu} {command.help}".casefold()
    ranks = [_rank_of_word(word, name, other) for word in words]
    return None if None in ranks else sum(rank for rank in ranks if rank is not None)


def _rank_of_word(word: str, name: str, other: str) -> int | None:
    names, others = _words(name), _words(other)
    tests = (
        any(n.startswith(word) for n in names),
        word in name,
        any(o.startswith(word) for o in others),
        _is_subsequence(word, names),
        len(word) >= TYPO_LENGTH and bool(get_close_matches(word, names + others, 1, SIMILARITY)),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), None)


def _is_subsequence(word: str, names: list[str]) -> bool:
    """Whether the letters follow each other in the name, and the first one starts a word."""
    for n, name in enumerate(names):
        letters = iter("".join(names[n:]))
        if name.startswith(word[0]) and all(letter in letters for letter in word):
            return True
    return False


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
