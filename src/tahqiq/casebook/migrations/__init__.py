"""How the record came to its present shape."""
