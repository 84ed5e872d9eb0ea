"""Where a wording points: names of a gazetteer in either script, and coordinates.

    from tahqiq.language.places.coordinates import find_coordinates, parse_coordinates
    from tahqiq.language.places.reading import read_gazetteers
    from tahqiq.language.places.resolving import Resolver

Coordinates need pyproj, gazetteers numba and shapely; each is imported with the module that uses it.
"""
