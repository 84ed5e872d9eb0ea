"""The values everybody speaks. Imports no other room."""
