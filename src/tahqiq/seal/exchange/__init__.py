"""Evidence from and for other people: packages in and out, and containers opened with care."""
