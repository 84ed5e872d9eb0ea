"""PDF → text in reading order: columns, right-to-left lines, hyphenation, running heads.

What a PDF draws is glyphs at places. The order in which a program wrote them says little, least of
all in Arabic; so lines are put together from the places alone, and turned from the order of the eye
into that of the reader.
"""
