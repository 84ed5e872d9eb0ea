"""Lists of the dead in any layout: where the header is and which column says what, guessed and shown.

    guess(Path("list.xlsx"), source="city_morgue", name="City Morgue")

A guess is a mapping to confirm, never an import: `Guess.toml` is the mapping file, with each column's
confidence and sample cells as comments.
"""

from tahqiq.read.tables.guessing.guess import Guess, GuessedColumn, guess
from tahqiq.read.tables.guessing.remembering import remember, remembered

__all__ = ["Guess", "GuessedColumn", "guess", "remember", "remembered"]
