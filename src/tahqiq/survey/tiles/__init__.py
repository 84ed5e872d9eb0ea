"""Surveys larger than memory: the same work tile by tile, on this machine or on a Dask cluster."""
