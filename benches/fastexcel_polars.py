"""The same job as an analyst's script: fastexcel reads, polars checks, sums and ranks, xlsxwriter publishes.

It knows beforehand where the header ends and which column is which, and takes a name for a unit where it is spelled as
in the register. For comparison with the benchmark beside it.

    pip install fastexcel polars xlsxwriter
    TTHC_COUNTRY=/tmp/country cargo bench -- bare_decode
    /usr/bin/time -v python benches/fastexcel_polars.py /tmp/country/inbox benches/vietnam-2024.csv /tmp/out
"""

import sys
import time
from pathlib import Path

import fastexcel
import polars as pl
import xlsxwriter

MEASURES = [
    "received_total", "received_online", "received_carried", "received_direct", "resolved_total",
    "resolved_on_time", "resolved_overdue", "pending_total", "pending_on_time", "pending_overdue",
]
METRICS = {
    "on_time_rate": (["resolved_on_time"], ["resolved_total"], []),
    "on_time_of_received": (["resolved_on_time"], ["received_total"], []),
    "on_time_of_due": (["resolved_on_time"], ["resolved_total", "pending_overdue"], []),
    "on_time_766": (["resolved_on_time", "pending_on_time"], ["resolved_total", "pending_total"], []),
    "pending_overdue_rate": (["pending_overdue"], ["pending_total"], []),
    "online_rate": (["received_online"], ["received_total"], ["received_carried"]),
}
IDENTITIES = [
    ("received_total", ["received_online", "received_carried", "received_direct"]),
    ("resolved_total", ["resolved_on_time", "resolved_overdue"]),
    ("pending_total", ["pending_on_time", "pending_overdue"]),
    ("received_total", ["resolved_total", "pending_total"]),
]


def read(path: Path, communes: dict[tuple[str, str], str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Item lines and total lines of one workbook, with their row numbers."""
    district = path.name.split("-")[0]
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_polars()
    names = sheet.columns
    rows = sheet.with_row_index("row", 1).with_columns(
        group=pl.when(pl.col(names[0]).str.contains(r"^[IVXLC]+$")).then(pl.col(names[1])),
        block=pl.col(names[0]).str.contains(r"^[IVXLC]+$").fill_null(False).cum_sum(),
        item=pl.col(names[0]).str.contains(r"^\d+$"),
        total=pl.col(names[0]).str.starts_with("Tổng"),
    ).with_columns(pl.col("group").forward_fill())
    counts = [pl.col(names[2 + i]).cast(pl.Float64).cast(pl.Int64).alias(m) for i, m in enumerate(MEASURES)]
    common = [pl.lit(path.name).alias("file"), pl.col("row"), pl.col("block"), *counts]
    items = rows.filter(pl.col("item") & pl.col("group").is_not_null())
    ids = [communes.get((district, n), district) for n in items["group"].str.replace("^UBND ", "").str.to_lowercase()]
    items = items.select(pl.Series("unit_id", ids), pl.lit(district).alias("district"), pl.col(names[1]).alias("field"), *common)
    return items, rows.filter("total").select(common)


def observations(wide: pl.DataFrame) -> pl.DataFrame:
    letter = pl.col("measure").replace_strict({m: chr(ord("C") + i) for i, m in enumerate(MEASURES)})
    long = wide.unpivot(MEASURES, index=["unit_id", "field", "file", "row"], variable_name="measure", value_name="value")
    return long.with_columns(cell=letter + pl.col("row").cast(pl.String), raw=pl.col("value").cast(pl.String))


def findings(wide: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    found = [
        wide.filter(pl.col(whole) != pl.sum_horizontal(parts)).select("file", "row", pl.lit(whole).alias("what"))
        for whole, parts in IDENTITIES
    ]
    sums = wide.group_by("file", "block").agg(pl.col(MEASURES).sum())
    both = totals.join(sums, on=["file", "block"], suffix="_sum")
    found += [
        both.filter(pl.col(m) != pl.col(f"{m}_sum")).select("file", "row", pl.lit(m).alias("what")) for m in MEASURES
    ]
    return pl.concat(found)


def metrics(wide: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    up = register.select(unit_id="id", above="parent_id")
    self_ = register.select(unit_id="id", above="id")
    top = up.join(up.rename({"unit_id": "above", "above": "top"}), on="above").select("unit_id", above="top")
    upward = pl.concat([self_, up, top]).drop_nulls()
    own = wide.group_by("unit_id", "field").agg(pl.col(MEASURES).sum())
    total = own.join(upward, on="unit_id").group_by("above", "field").agg(pl.col(MEASURES).sum()).rename({"above": "unit_id"})
    out = []
    for scope, by_field in (("own", own), ("total", total)):
        every = by_field.group_by("unit_id").agg(pl.col(MEASURES).sum()).with_columns(field=pl.lit(None, pl.String))
        rows = pl.concat([by_field, every.select(by_field.columns)])
        for metric, (above, below, minus) in METRICS.items():
            denominator = pl.sum_horizontal(below) - (pl.sum_horizontal(minus) if minus else 0)
            out.append(rows.select(
                "unit_id", "field", pl.lit(scope).alias("scope"), pl.lit(metric).alias("metric"),
                pl.sum_horizontal(above).alias("numerator"), denominator.alias("denominator"),
            ))
    named = pl.concat(out).join(register.select(unit_id="id", unit_name="name", level="level", parent_id="parent_id"), on="unit_id")
    rate = pl.when(pl.col("denominator") > 0).then(pl.col("numerator") / pl.col("denominator"))
    return named.with_columns(rate=rate).sort("metric", "scope", "unit_id", "field")


def main(inbox: str, units: str, out: str) -> None:
    began = time.perf_counter()
    register = pl.read_csv(units, schema_overrides={"id": pl.String, "parent_id": pl.String})
    communes = {
        (row["parent_id"], row["name"].lower()): row["id"]
        for row in register.filter(pl.col("level") == "commune").iter_rows(named=True)
    }
    read_ = [read(path, communes) for path in sorted(Path(inbox).glob("*.xlsx"))]
    wide, totals = pl.concat(a for a, _ in read_), pl.concat(b for _, b in read_)
    read_by = time.perf_counter()
    target = Path(out)
    target.mkdir(parents=True, exist_ok=True)
    observations(wide).write_parquet(target / "observations.parquet")
    findings(wide, totals).write_parquet(target / "findings.parquet")
    table = metrics(wide, register)
    table.write_parquet(target / "metrics.parquet")
    book = xlsxwriter.Workbook(target / "xep-hang.xlsx")
    headline = table.filter((pl.col("metric") == "on_time_rate") & pl.col("field").is_null())
    leagues = [("district", "own", None), ("district", "total", None), ("commune", "own", None), ("commune", "own", "parent_id")]
    for index, (level, scope, group) in enumerate(leagues):
        league = headline.filter((pl.col("level") == level) & (pl.col("scope") == scope))
        place = pl.col("rate").rank("min", descending=True)
        ranked = league.with_columns(place=place.over(group) if group else place).sort([*([group] if group else []), "place", "unit_id"])
        ranked.write_parquet(target / f"rankings-{index}.parquet")
        ranked.write_excel(book, worksheet=f"{level} {index}")
    book.close()
    print(f"read {read_by - began:.2f} s, all {time.perf_counter() - began:.2f} s, {wide.height} lines, {table.height} metrics")


if __name__ == "__main__":
    main(*sys.argv[1:4])
