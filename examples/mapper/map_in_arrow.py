"""Reads the files of an inbox through mapInArrow of Sail or Spark: `tthc read` is the mapper.

    map_in_arrow.py URL PIPELINE INBOX FORM SHARDS [PARTS]

Each batch of the list becomes a shard below SHARDS, a folder that all workers see, for `tthc run PIPELINE --readings
SHARDS`; the lines of FORM come back as Arrow. What needs several files (which of two counts, one spelling of a field)
is settled by the run: the lines here are those of each shard alone. TTHC names the program, else it is on the PATH.
"""
import os
import sys

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema


def mapper(pipeline, inbox, form, shards, program):
    """Paths -> a table of lines; all that it needs travels with it to the workers."""

    def read(paths):
        import glob, hashlib, subprocess
        import pyarrow as pa, pyarrow.parquet as pq

        # The same files make the same shard: a task that is tried again replaces what it wrote.
        shard = f"{shards}/{hashlib.sha256(chr(10).join(paths).encode()).hexdigest()[:16]}"
        words = [program, "read", "--from-list", "-", "-p", pipeline, "--inbox", inbox, "-o", shard]
        words += ["--jobs", "1", "--fail-on", "never"]
        done = subprocess.run(words, input="\n".join(paths), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"tthc read ended with {done.returncode}: {done.stderr}")
        [lines] = glob.glob(f"{shard}/data/*lines/{form}.parquet")
        table = pq.read_table(lines)
        # Spark has neither unsigned numbers nor views of texts.
        plain = {pa.uint32(): pa.int64(), pa.string_view(): pa.string(), pa.large_string(): pa.string()}
        return table.cast(pa.schema([(f.name, plain.get(f.type, f.type)) for f in table.schema]))

    return read


def lines(url, pipeline, inbox, form, shards, parts=8):
    """The lines of a form in all files of the inbox, read by the workers of the engine."""
    os.makedirs(shards, exist_ok=True)
    read = mapper(pipeline, inbox, form, shards, os.environ.get("TTHC", "tthc"))

    def read_batches(batches):
        for batch in batches:
            if batch.num_rows:
                yield from read(batch.column(0).to_pylist()).to_batches()

    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(inbox) for name in names)
    spark = SparkSession.builder.remote(url).getOrCreate()
    paths = spark.createDataFrame(pa.table({"path": files})).repartition(parts)
    # Of no files there are no lines, but their columns.
    return paths.mapInArrow(read_batches, from_arrow_schema(read([]).schema)).toArrow()


if __name__ == "__main__":
    print(lines(*sys.argv[1:6], *map(int, sys.argv[6:])).num_rows, "lines")
