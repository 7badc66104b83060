"""`python -m app.practice`: the practice pool alone."""

import sys

from app.practice.command import main

sys.exit(main(sys.argv[1:]))
