"""Scenes on disk or in a catalogue, and the one grid they are read on."""
