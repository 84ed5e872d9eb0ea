"""Built-in cases: committed text and data, and what loads them."""
