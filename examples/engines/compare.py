"""compare.py TTHC ENGINE… [--there] [--read] [--plant]: runs the text that `tthc sql` prints on other engines and holds it
against what the program computed, row by row: metrics, every ranking, observations; of both provinces, of a made-up country and of
a made-up list of dossiers, whose counts are compared as well.

ENGINE is duckdb, sail, or sail-cluster (Sail with several workers). With --there the program also computes on each Sail by
itself (`tthc run --engine`, which it has to be built for), with --read a Sail reads the files (`mapInArrow`): all that is
published has to be the same, byte by byte. --plant changes one number of what is expected of Phú Thọ, which has to be seen.
Ends with 0 where nothing differs.
"""

import argparse
import collections
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

import pyarrow.compute as pc
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).resolve().parent
PLACES = ["period", "ranking", "grp", "unit_id", "status", "place", "tied", "of_ranked", "numerator", "denominator"]
NUMBERS = ["period", "form", "unit_id", "field", "measure", "value", "file", "sheet", "cell"]
TABLE = re.compile(r"^-- +(\w+) = (data/\S+\.parquet)", re.M)
STEP = re.compile(r"^CREATE VIEW (\w+) AS\n(.*?);$", re.M | re.S)


class Duckdb:
    url = None

    def __init__(self):
        import duckdb

        self.make = duckdb.connect
        self.begin()

    def begin(self):
        self.at = self.make()

    def table(self, name, file):
        self.at.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")

    def step(self, name, select):
        self.at.execute(f"CREATE VIEW {name} AS {select}")

    def rows(self, name):
        return self.at.sql(f"SELECT * FROM {name}").to_arrow_table()

    def end(self):
        pass


class Sail:
    """Any server that speaks Spark Connect is used like this; views over temporary ones are temporary themselves."""

    def __init__(self, cluster):
        from pyspark.sql import SparkSession

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        mode = {"SAIL_MODE": "local-cluster", "SAIL_CLUSTER__WORKER_INITIAL_COUNT": "4"} if cluster else {}
        sail = pathlib.Path(sys.executable).parent / "sail"
        command = [sail, "spark", "server", "--port", str(port)]
        self.server = subprocess.Popen(command, env=os.environ | mode, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        self.url = f"sc://127.0.0.1:{port}"
        self.at = SparkSession.builder.remote(self.url).getOrCreate()

    def begin(self):
        pass

    def table(self, name, file):
        self.at.read.parquet(str(file)).createOrReplaceTempView(name)

    def step(self, name, select):
        self.at.sql(f"CREATE OR REPLACE TEMPORARY VIEW {name} AS {select}").collect()

    def rows(self, name):
        return self.at.sql(f"SELECT * FROM {name}").toArrow()

    def end(self):
        self.at.stop()
        self.server.terminate()
        self.server.wait()


ENGINES = {"duckdb": Duckdb, "sail": lambda: Sail(False), "sail-cluster": lambda: Sail(True)}


def asked(engine, text, data, dossiers):
    """The rows of the last step of a text; rows that tell why dossiers cannot be counted are left out."""
    engine.begin()
    tables = [(name, data.parent / file) for name, file in TABLE.findall(text)] + [("dossiers", dossiers)]
    for name, file in tables:
        if file.exists():
            engine.table(name, file)
    steps = STEP.findall(text)
    for name, select in steps:
        engine.step(name, select)
    rows = engine.rows(steps[-1][0])
    return rows.filter(pc.equal(rows.column("fault"), "none")) if "fault" in rows.column_names else rows


def counted(table, columns):
    """How often each row is there. Whole numbers of any width and texts of any kind are the same."""
    values = [table.column(column).to_pylist() for column in columns]
    return collections.Counter(zip(*values))


def published_places(data):
    """The places that the program published, by ranking, each row as the text gives it."""
    table = pq.read_table(data / "rankings.parquet").rename_columns({"group": "grp", "of": "of_ranked"})
    rankings = collections.defaultdict(collections.Counter)
    for row in zip(*(table.column(column).to_pylist() for column in PLACES)):
        row = dict(zip(PLACES, row))
        row["grp"] = row["grp"] or ""
        rankings[row["ranking"]][tuple(row.values())] += 1
    return rankings


def published(output):
    """The sums of all that a run published."""
    return next(output.glob("*/*/latest/SHA256SUMS")).read_text()


class Province:
    """A pipeline that has run: its texts, and what they are to give."""

    def __init__(self, tthc, pipeline, folder):
        self.tthc, self.pipeline, self.folder = tthc, pipeline, folder
        self.run("run", "--output", folder, "--quiet")
        self.data = next(folder.glob("*/*/latest")).resolve() / "data"
        self.dossiers = pathlib.Path(pipeline).parent / "dossiers.parquet"

    def run(self, verb, *more):
        done = subprocess.run([self.tthc, verb, self.pipeline, *more], capture_output=True, text=True)
        if done.returncode not in (0, 3):
            raise SystemExit(f"tthc {verb}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def compare_there(self, name, url, plant):
        """How many published files differ where the program computes on the engine."""
        with tempfile.TemporaryDirectory() as there:
            began = time.time()
            self.run("run", "--output", there, "--quiet", "--engine", url)
            seconds = time.time() - began
            want, got = published(self.folder), published(pathlib.Path(there))
        want = want.replace("data/metrics", "data/planted") if plant else want
        wrong = len(set(want.splitlines()) ^ set(got.splitlines()))
        print(f"{name} {pathlib.Path(self.pipeline).stem} --engine: {len(got.splitlines())} files, {wrong} differ, {seconds:.2f} s", flush=True)
        return wrong

    def expected(self):
        """What each text is to give: its name, the rows and the columns that are compared."""
        metrics = pq.read_table(self.data / "metrics.parquet")
        yield "metrics", counted(metrics, metrics.column_names), metrics.column_names
        for ranking, rows in published_places(self.data).items():
            yield f"ranking:{ranking}", rows, PLACES
        file = self.folder / "observations.parquet"
        subprocess.run([self.tthc, "export", "observations", self.pipeline, "--output", self.folder, "-o", file], check=True)
        observations = pq.read_table(file)
        yield "observations", counted(observations, NUMBERS), NUMBERS
        if self.dossiers.exists():
            lines = pq.read_table(self.data / "lines" / "ho-so.parquet")
            columns = ["unit_id", "field"] + [name for name in lines.column_names if name.startswith(("received_", "resolved_", "pending_"))]
            yield "dossiers", counted(lines, columns), columns

    def compare(self, name, engine, plant):
        differ = 0
        for what, want, columns in self.expected():
            text = self.run("sql", what)
            began = time.time()
            got = counted(asked(engine, text, self.data, self.dossiers), columns)
            seconds = time.time() - began
            if plant:
                row = next(iter(want))
                want[row] -= 1
                want[(*row[:-1], "planted")] += 1
            wrong = sum(((got - want) + (want - got)).values())
            differ += wrong
            print(f"{name} {pathlib.Path(self.pipeline).stem} {what}: {sum(want.values())} rows, {wrong} differ, {seconds:.2f} s", flush=True)
            for row in list((got - want) + (want - got))[:3] if wrong and not plant else []:
                print("   ", row)
        return differ


def compare_read(tthc, pipeline, inbox, form, url, work):
    """How much differs where the workers of an engine read the files."""
    mapper = HERE.parent / "mapper" / "compare.py"
    command = [sys.executable, mapper, url, pipeline, inbox, form, work, "4"]
    return subprocess.run(command, env=os.environ | {"TTHC": os.path.abspath(tthc)}).returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tthc")
    parser.add_argument("engines", nargs="+", choices=sorted(ENGINES))
    for flag in ["--there", "--read", "--plant"]:
        parser.add_argument(flag, action="store_true")
    arguments = parser.parse_args()
    pipelines = HERE.parent.parent / "pipelines"
    with tempfile.TemporaryDirectory() as home:
        home = pathlib.Path(home)
        subprocess.run([sys.executable, HERE / "country.py", home / "country", "1"], check=True)
        subprocess.run([sys.executable, HERE / "dossiers.py", home / "list"], check=True)
        made = [home / "country" / "country.toml", home / "list" / "ho-so.toml"]
        declared = [pipelines / "phu-tho-2026q3.toml", pipelines / "nightly.toml", *made]
        declared = declared[:1] if arguments.plant else declared
        provinces = [Province(arguments.tthc, str(file), home / file.stem / "output") for file in declared]
        differ = []
        for name in arguments.engines:
            engine = ENGINES[name]()
            try:
                differ += [province.compare(name, engine, arguments.plant) for province in provinces]
                if arguments.there and engine.url:
                    differ += [province.compare_there(name, engine.url, arguments.plant) for province in provinces]
                if arguments.read and engine.url and not arguments.plant:
                    inbox = HERE.parent.parent / "fixtures" / "binh-phuoc-2023q3"
                    work = home / f"read-{name}"
                    differ.append(compare_read(arguments.tthc, declared[1], inbox, "phu-luc-3", engine.url, work))
            finally:
                engine.end()
    if arguments.plant:
        sys.exit(0 if all(differ) else "what was planted was not seen")
    sys.exit(f"{sum(differ)} rows or files differ" if sum(differ) else 0)


if __name__ == "__main__":
    main()
