"""Whether reading through mapInArrow comes to the same as one run over the files.

    compare.py URL PIPELINE INBOX FORM WORK [PARTS]

Runs the pipeline once over the inbox, and once over the shards that the workers of the engine made of it; every table
and every published file has to be the same, byte by byte, and the engine must have given back each line of FORM once.
Prints one line; ends with 1 where anything differs.
"""
import os
import subprocess
import sys

import pyarrow.parquet as pq

import map_in_arrow


def run(pipeline, inbox, output, *more):
    """One run; the sums of its files and the folder of its tables."""
    words = [os.environ.get("TTHC", "tthc"), "run", pipeline, "--inbox", inbox, "--output", output]
    words += ["--publish", "--quiet", "--fail-on", "never", *more]
    subprocess.run(words, check=True)
    [latest] = [f for f, folders, _ in os.walk(output) if "runs" in folders]
    with open(f"{latest}/latest/SHA256SUMS") as sums:
        return sums.read(), f"{latest}/latest/data"


def line_keys(table):
    """Which line each row is."""
    keys = ["file", "sheet", "table", "row", "block", "unit_id"]
    return sorted(zip(*(map(str, table.column(key).to_pylist()) for key in keys)))


def main(url, pipeline, inbox, form, work, parts=8):
    pipeline, inbox, work = map(os.path.abspath, (pipeline, inbox, work))
    got = map_in_arrow.lines(url, pipeline, inbox, form, f"{work}/shards", int(parts))
    one, data = run(pipeline, inbox, f"{work}/one")
    many, _ = run(pipeline, inbox, f"{work}/many", "--readings", f"{work}/shards")
    kept = line_keys(pq.read_table(f"{data}/lines/{form}.parquet"))
    same = {"bytes": one == many, "lines": line_keys(got) == kept}
    print(f"{len(one.splitlines())} files, {got.num_rows} lines of {form}:", same)
    return 0 if all(same.values()) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
