"""Arabic and Latin: names, numbers, dates, places, and the direction of text."""
