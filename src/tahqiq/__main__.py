"""``python -m tahqiq``."""

from tahqiq.cli import main

main()
