"""A text that holds many articles → where each begins and ends, with its title, date, outlet and byline."""

from tahqiq.read.text.digest.splitting import headers_of, split_articles

__all__ = ["headers_of", "split_articles"]
