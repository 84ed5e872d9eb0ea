"""Tahqiq: from raw evidence of civilian harm to a public record that can be followed back."""

__version__ = "0.1.0"
