"""The same job as an analyst's script: fastexcel reads, polars sums and ranks, xlsxwriter publishes.

It knows where the header ends and which column is which, trusts every number, checks nothing and names no cell:
the least that gives the same rates. For comparison with the benchmark beside it.

    pip install fastexcel polars xlsxwriter
    TTHC_COUNTRY=/tmp/country cargo bench -- bare_decode
    /usr/bin/time -v python benches/fastexcel_polars.py /tmp/country/inbox benches/vietnam-2024.csv /tmp/out
"""

import sys
import time
from pathlib import Path

import fastexcel
import polars as pl

MEASURES = [
    "received_total", "received_online", "received_carried", "received_direct", "resolved_total",
    "resolved_on_time", "resolved_overdue", "pending_total", "pending_on_time", "pending_overdue",
]


def read(path: Path, communes: dict[tuple[str, str], str]) -> pl.DataFrame:
    district = path.name.split("-")[0]
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_polars()
    names = sheet.columns
    rows = sheet.with_columns(
        group=pl.when(pl.col(names[0]).str.contains(r"^[IVXLC]+$")).then(pl.col(names[1])),
        item=pl.col(names[0]).str.contains(r"^\d+$"),
    ).with_columns(pl.col("group").forward_fill())
    items = rows.filter(pl.col("item") & pl.col("group").is_not_null())
    unit = items["group"].str.replace("^UBND ", "").str.to_lowercase()
    ids = [communes.get((district, name), district) for name in unit]
    return items.select(
        pl.Series("unit_id", ids),
        pl.lit(district).alias("district"),
        pl.col(names[1]).alias("field"),
        *(pl.col(names[2 + i]).cast(pl.Float64).cast(pl.Int64).alias(m) for i, m in enumerate(MEASURES)),
        pl.lit(path.name).alias("file"),
    )


def main(inbox: str, units: str, out: str) -> None:
    began = time.perf_counter()
    register = pl.read_csv(units, schema_overrides={"id": pl.String, "parent_id": pl.String})
    communes = {
        (row["parent_id"], row["name"].lower()): row["id"]
        for row in register.filter(pl.col("level") == "commune").iter_rows(named=True)
    }
    wide = pl.concat(read(path, communes) for path in sorted(Path(inbox).glob("*.xlsx")))
    read_by = time.perf_counter()
    target = Path(out)
    target.mkdir(parents=True, exist_ok=True)
    wide.unpivot(MEASURES, index=["unit_id", "district", "field", "file"]).write_parquet(target / "observations.parquet")
    own = wide.group_by("unit_id", "district").agg(pl.col(MEASURES).sum())
    ranked = own.with_columns(rate=pl.col("resolved_on_time") / pl.col("resolved_total")).with_columns(
        place=pl.col("rate").rank("min", descending=True)
    ).sort("place", "unit_id")
    ranked.write_parquet(target / "rankings.parquet")
    ranked.write_excel(target / "xep-hang.xlsx")
    print(f"read {read_by - began:.2f} s, all {time.perf_counter() - began:.2f} s, {wide.height} lines, {ranked.height} units")


if __name__ == "__main__":
    main(*sys.argv[1:4])
