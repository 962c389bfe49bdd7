"""quality.py PROGRAM: how well drafts are read from the labelled mails, as a table.

The mails, their labels and the scoring program are in SEKISHO_SHARED/data/eval/mail; without that folder nothing is done.
Our own organisation, to which the mails are addressed, is set in a store of its own under build/quality.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

OWN = ["--name", "みなも精機株式会社", "--name", "Minamo Seiki Co., Ltd.", "--domain", "minamo-seiki.example",
       "--phone", "03-5555-0100"]


def main():
    program = str(Path(sys.argv[1] if len(sys.argv) > 1 else "build/release/sekisho").resolve())
    shared = os.environ.get("SEKISHO_SHARED")
    if not shared or not (Path(shared) / "data/eval/mail/score.py").exists():
        print("quality: SEKISHO_SHARED holds no labelled mails; nothing to measure")
        return 0
    data = Path("build/quality/data")
    shutil.rmtree(data, ignore_errors=True)
    data.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([program, "init", "--data", str(data)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, "config", "organisation", "--data", str(data), *OWN], check=True)
    score = Path(shared) / "data/eval/mail/score.py"
    return subprocess.run([sys.executable, "-B", str(score), "--program", program, "--data", str(data)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
