#!/usr/bin/env python3
"""web_files.py SYMBOL OUTPUT.c DIST_DIR INDEX.html: the built web part as one const table (src/base/embed.h).

Every file of DIST_DIR stands in it twice, plain and as NAME.gz (not what is compressed already); without DIST_DIR there
is INDEX.html alone, as index.html. OUTPUT.c is written only when it changes, so nothing is compiled in vain.
"""
import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

COMPRESSED = {".png", ".woff2", ".ico", ".gz", ".map"}


def web_files(dist, index):
    """(path in the table, file)"""
    if not (dist / "index.html").is_file():
        return [("index.html", index)]
    return [(str(p.relative_to(dist)), p) for p in sorted(dist.rglob("*")) if p.is_file() and p.suffix != ".map"]


def main(symbol, output, dist, index):
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (path, file) in enumerate(web_files(Path(dist), Path(index))):
            rows.append(f"{path}={file}")
            if file.suffix not in COMPRESSED:
                small = folder / f"{number}.gz"
                small.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
                rows.append(f"{path}.gz={small}")
        made = folder / "made.c"
        subprocess.run([sys.executable, Path(__file__).with_name("embed.py"), symbol, made, "/", *rows], check=True)
        text = made.read_bytes()
    if not Path(output).exists() or Path(output).read_bytes() != text:
        Path(output).write_bytes(text)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
