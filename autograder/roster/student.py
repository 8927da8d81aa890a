"""One student of a class, and how names are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Student:
    """One person. `id` is what every gradebook of ours calls them; all else may be missing.

    `files` are patterns such as `lovelace*.ipynb` for what nothing else tells.
    """

    id: str
    name: str = ""
    email: str = ""
    login: str = ""
    canvas_id: str = ""
    sis_id: str = ""
    github: str = ""
    section: str = ""
    files: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """Everything that names this student alone, folded."""
        local = self.email.partition("@")[0]
        own = (self.id, self.login, self.email, local, self.sis_id, self.github)
        return frozenset(fold(key) for key in own if key)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The letters of the name, in the orders in which downloads run them together."""
        return spellings(self.name)

    @property
    def label(self) -> str:
        """The name, or else the id."""
        return self.name or self.id


def fold(text: str) -> str:
    """The text as it is compared: no case, no odd spellings of one character."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def spellings(name: str) -> frozenset[str]:
    """The letters of a name as downloads run them together: first-last and last-first."""
    last, comma, first = name.partition(",")
    words = [*first.split(), *last.split()] if comma else name.split()
    ways = (name, " ".join(words), " ".join([*words[-1:], *words[:-1]]))
    return frozenset(letters for way in ways if (letters := letters_of(way)))


def letters_of(text: str) -> str:
    """The text's letters and digits without case, accents and all else."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())
