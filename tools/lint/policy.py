#!/usr/bin/env python3
"""policy.py: every table under policy/ is dated: its columns, its days of validity, its sources (ARCHITECTURE.md)."""
import csv
import datetime
import io

from common import files, finish, text

REQUIRED = ["valid_from", "valid_to", "source", "source_date", "confidence", "note"]
CONFIDENCE = {"primary", "secondary", "unverified"}


def is_day(value):
    try:
        return len(value) == 10 and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def is_day_or_part(value):
    """A source may be dated by its year or month alone."""
    return is_day({4: value + "-01-01", 7: value + "-01"}.get(len(value), value))


def judge(row):
    """What is wrong with one row."""
    for column in ("valid_from", "valid_to"):
        if row[column] and not is_day(row[column]):
            yield f'{column} "{row[column]}" is not a day'
    if row["valid_from"] and row["valid_to"] and row["valid_from"] > row["valid_to"]:
        yield "valid_from is after valid_to"
    if row["source_date"] and not is_day_or_part(row["source_date"]):
        yield f'source_date "{row["source_date"]}" is not a day, month or year'
    if not row["source"]:
        yield "no source"
    if row["confidence"] not in CONFIDENCE:
        yield f'confidence "{row["confidence"]}" is none of {", ".join(sorted(CONFIDENCE))}'


problems = []
for path in files("policy/*.csv"):
    reader = csv.reader(io.StringIO(text(path)))
    header = next(reader, [])
    lacking = [c for c in REQUIRED if c not in header]
    if lacking:
        problems.append((path, 1, f"columns are missing: {', '.join(lacking)}"))
        continue
    seen = set()
    for values in reader:
        line = reader.line_num
        if len(values) != len(header):
            problems.append((path, line, f"{len(values)} values under {len(header)} columns"))
            continue
        problems += [(path, line, what) for what in judge(dict(zip(header, values)))]
        if tuple(values) in seen:
            problems.append((path, line, "the same row stands above"))
        seen.add(tuple(values))
finish(problems)
