"""Has cfn-lint look at templates with as deep a recursion as the dashboard's text needs: it is one join of several hundred
parts, which cfn-lint goes through by recursion.

usage: lint.py TEMPLATE…
"""

import sys

from cfnlint import runner

sys.setrecursionlimit(10_000)
sys.argv[1:1] = ["--"]
sys.exit(runner.main())
