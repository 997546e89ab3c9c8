"""`python -m govdoc`: the command line."""

from govdoc.cli import main

main()
