"""`python -m petaprogram.cli`."""

import sys

from petaprogram.cli import main

if __name__ == "__main__":
    sys.exit(main())
