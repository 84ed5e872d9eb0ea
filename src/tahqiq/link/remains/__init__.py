"""Remains and missing persons: files of before and after death compared, scored and explained.

    files = read_missing(path)                  what families tell (antemortem)
    found = read_remains(path)                  what was found (postmortem)
    Matcher(found, files).rank(code)            candidates with posterior and evidence; the open set is one

Hypotheses for people to examine. Nothing here says 'identified': an authority does, with a method.
"""
