#!/usr/bin/env python3
"""How large each function's artifact is when zipped as `sam deploy` zips it: sam build && benchmarks/artifact_sizes.py"""

import io
import sys
import zipfile
from pathlib import Path

BUILD = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / ".aws-sam" / "build"

for function in sorted(f for f in BUILD.iterdir() if f.is_dir()):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(function.rglob("*")):
            archive.write(file, file.relative_to(function))
    unpacked = sum(f.stat().st_size for f in function.rglob("*") if f.is_file())
    print(f"{function.name:30} {len(packed.getvalue()) / 1e6:6.1f} MB zipped {unpacked / 1e6:7.1f} MB unpacked")
