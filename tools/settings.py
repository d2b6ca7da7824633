#!/usr/bin/env python3
"""Makes the next `sam deploy` publish a new version of each function, so that new values of parameters reach those who call them.

usage: settings.py TEMPLATE     (the built one: .aws-sam/build/template.yaml)

AWS SAM publishes a version only when a function's code, or its environment as the template writes it, has changed; a parameter stands
there as a reference, whatever its value is. This writes a new literal, that of the moment. `./millrace deploy` needs it not: it knows
all values and writes a literal that follows them.
"""

import pathlib
import re
import sys
import time

LITERAL = re.compile(r"^( +MILLRACE_SETTINGS:) .*$", re.MULTILINE)


def main(template):
    text, count = LITERAL.subn(rf"\1 at-{time.time_ns()}", template.read_text(encoding="utf-8"))
    if count != 1:
        sys.exit(f"{template} names MILLRACE_SETTINGS {count} times, not once: is it what sam build made of template.yaml?")
    template.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
