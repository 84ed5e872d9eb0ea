"""An export of the Airwars archive: four CSV files in one folder."""

from tahqiq.read.tables.airwars.export import FILES, open_airwars

__all__ = ["FILES", "open_airwars"]
