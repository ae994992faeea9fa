"""baseline.py READER INBOX UNITS.csv OUT.xlsx [PROCS]

The same job on clean forms, as a capable analyst would script it in Python: read every
workbook's Phụ lục 3 and 5, sum by unit, on-time and satisfaction rates, rank districts and
communes, write one formatted workbook. READER: openpyxl | fastexcel.
"""
import csv, os, re, sys, unicodedata
from concurrent.futures import ProcessPoolExecutor
import polars as pl, xlsxwriter

READER, INBOX, UNITS, OUT = sys.argv[1:5]
PROCS = int(sys.argv[5]) if len(sys.argv) > 5 else 1


def fold(s):
    s = unicodedata.normalize("NFD", s.lower().replace("đ", "d"))
    return re.sub(r"\s+", " ", "".join(ch for ch in s if not unicodedata.combining(ch))).strip()


def rows_of(path, sheet):
    if READER == "openpyxl":
        import openpyxl
        wb = openpyxl.load_workbook(path, data_only=True, read_only=True)
        if sheet not in wb.sheetnames:
            return []
        return [list(r) for r in wb[sheet].iter_rows(values_only=True)]
    import fastexcel
    x = fastexcel.read_excel(path)
    if sheet not in x.sheet_names:
        return []
    df = x.load_sheet(sheet, header_row=None).to_polars()
    return df.rows()


KIDS = {}
with open(UNITS, encoding="utf-8") as f:
    US = list(csv.DictReader(f))
for u in US:
    KIDS.setdefault(u["parent_id"], {})[fold(u["name"])] = u["id"]


def num(v):
    if v is None or v == "":
        return 0
    return int(float(v))


def one(path):
    did = os.path.basename(path)[:3]
    kids = KIDS.get(did, {})
    out = []
    cur = None
    for r in rows_of(path, "Phụ lục 3"):
        a, b = r[0], r[1]
        if isinstance(b, str) and b.startswith("UBND"):
            cur = kids.get(fold(b[5:]), did)
        elif cur and isinstance(b, str) and str(a).replace(".0", "").isdigit():
            v = [num(x) for x in r[2:12]]
            out.append((cur, *v, 0, 0, 0, 0, 0))
        elif a == "Tổng":
            cur = None
    sec = 0
    for r in rows_of(path, "Phụ lục 5"):
        a, b = r[0], r[1]
        if a in ("I", "II"):
            sec += 1
        elif sec and isinstance(b, str) and str(a).replace(".0", "").isdigit():
            uid = did if sec == 1 else kids.get(fold(b[5:]), did)
            out.append((uid,) + (0,) * 10 + tuple(num(x) for x in r[4:9]))
    return out


def main():
    files = [os.path.join(INBOX, f) for f in sorted(os.listdir(INBOX)) if f.endswith(".xlsx")]
    rows = []
    if PROCS > 1:
        with ProcessPoolExecutor(PROCS) as ex:
            for o in ex.map(one, files, chunksize=16):
                rows += o
    else:
        for f in files:
            rows += one(f)
    cols = ["unit", "rt", "ro", "rc", "rd", "st", "so", "sv", "pt", "po", "pv", "s5", "s4", "s3", "s2", "s1"]
    df = pl.DataFrame(rows, schema=cols, orient="row").group_by("unit").sum()
    df = df.with_columns(ontime=pl.col("so") / pl.col("st"), sat=(pl.col("s5") + pl.col("s4")) / pl.sum_horizontal("s5", "s4", "s3", "s2", "s1"))
    df = df.join(pl.DataFrame(US).rename({"id": "unit"}), on="unit", how="left")
    wb = xlsxwriter.Workbook(OUT)
    b = wb.add_format({"bold": 1, "border": 1}); p = wb.add_format({"num_format": "0.00%"})
    for lv in ("district", "commune"):
        d = df.filter(pl.col("level") == lv).with_columns(rank=pl.col("ontime").rank("min", descending=True)).sort("rank", "name")
        ws = wb.add_worksheet(lv)
        for j, h in enumerate(["rank", "unit", "name", "st", "so", "ontime", "sat"]):
            ws.write(0, j, h, b)
            for i, v in enumerate(d[h].to_list()):
                if v is not None and v == v:
                    ws.write(i + 1, j, v, p if h in ("ontime", "sat") else None)
    wb.close()
    print(len(files), "files", len(rows), "rows", df.height, "units", round(df["ontime"].mean(), 5))


if __name__ == "__main__":
    main()
