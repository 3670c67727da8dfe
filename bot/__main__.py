"""`python -m bot` is `careerbot`."""

import sys

from bot.cli import main

sys.exit(main())
