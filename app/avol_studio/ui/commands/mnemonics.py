"""Mnemonics: the letters that choose a menu entry with the keyboard."""

from collections.abc import Iterator, Sequence


def with_mnemonics(texts: Sequence[str]) -> list[str]:
    """The texts, each with & before its letter; no two have the same letter while letters suffice.

    First letters of words are preferred. A text of which all letters are taken gets another
    letter if the text that has it can use a different one (augmenting paths).
    """
    letters = [list(_letters(text)) for text in texts]
    owners: dict[str, int] = {}

    def assign(n: int, tried: set[str]) -> bool:
        for letter in letters[n]:
            if letter not in tried and letter not in owners:
                owners[letter] = n
                return True
        for letter in letters[n]:
            if letter not in tried:
                tried.add(letter)
                if assign(owners[letter], tried):
                    owners[letter] = n
                    return True
        return False

    for n in range(len(texts)):
        assign(n, set())
    chosen = {n: letter for letter, n in owners.items()}
    return [_marked(text, chosen.get(n, "")) for n, text in enumerate(texts)]


def _letters(text: str) -> Iterator[str]:
    """The letters and digits of a text in lower case, first letters of words first."""
    lower = text.lower()
    starts = [n for n, c in enumerate(lower) if c.isalnum() and not lower[n - 1 : n].isalnum()]
    order = [*starts, *(n for n, c in enumerate(lower) if c.isalnum() and n not in starts)]
    return iter(dict.fromkeys(lower[n] for n in order))


def _marked(text: str, letter: str) -> str:
    """The text with & before the best place of a letter; its own & are doubled."""
    lower = text.lower()
    places = [n for n, c in enumerate(lower) if c == letter]
    starts = [n for n in places if not lower[n - 1 : n].isalnum()]
    place = (starts or places or [len(text)])[0]
    head, tail = text[:place].replace("&", "&&"), text[place:].replace("&", "&&")
    return f"{head}&{tail}" if letter else head + tail
