"""HTML captures → main text with title, byline, date and outlet; posts saved as HTML → messages."""
