"""Maps of a site: tiles for the live map, and pictures that need neither a server nor scripts.

What the ground is: the case's own drawing, if its release carries one (`tahqiq.vocab.basemap`); a
file given to ``tahqiq publish --basemap``; or only the lines of longitude and latitude. `ground.lay`
writes it, `pictures` draws on it.
"""
