"""dossiers.py OUT [ROWS]: a made-up list of dossiers of Bình Phước to compare engines on: OUT/inbox/ho-so.parquet, as a one-stop system
exports it, and OUT/dossiers.parquet, the table that `tthc sql P dossiers` begins with. Some rows cannot be counted: they have an
unknown unit, no day that they are due, a code for the second time, or they ended before they came in.

Writes OUT/ho-so.toml as well. The rows follow from their numbers alone.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PIPELINES = Path(__file__).resolve().parent.parent.parent / "pipelines"
FIELDS = ["Đất đai", "Hộ tịch", "Chứng thực", "Xây dựng"]
ROWS = 200_000
AT_ONCE = 1 << 20
DAY = 1440
# The first and the last minute of the third quarter of 2023, since 1970.
FIRST, LAST = 19_539 * DAY, 19_631 * DAY - 1


def declaration(out):
    (out / "ho-so.toml").write_text(
        f'title = "Danh sách hồ sơ"\nperiod = "2023-Q3"\ninbox = "inbox"\noutput = "output"\nunits = "{PIPELINES}/units/binh-phuoc-2023.csv"\n'
        f'forms = ["{PIPELINES}/forms/ho-so.toml"]\nmetrics = "{PIPELINES}/metrics.toml"\nfail-on = "never"\n'
        f"[limits]\nfile-megabytes = 4096\nmemory-megabytes = 16384\nseconds = 600\n",
        encoding="utf-8",
    )


def rows(dice, first, height, units):
    """Some rows: of the list, and of the table."""
    words = lambda words, places: pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), words).cast(pa.string())
    times = lambda minutes, none: pa.array(minutes * 60_000_000, pa.timestamp("us"), mask=none)
    minutes = lambda minutes, none: pa.array(minutes, pa.int64(), mask=none)
    number = np.arange(first, first + height)
    # Now and then a code stands a second time.
    code = np.where(dice.random(height) < 0.001, number // 2, number)
    unit, field = dice.integers(0, len(units), height), dice.integers(0, len(FIELDS), height)
    received = FIRST + dice.integers(-40, 92, height) * DAY + dice.integers(8, 17, height) * 60
    due = received // DAY * DAY + dice.integers(1, 20, height) * DAY
    undue = dice.random(height) < 0.001
    # Some ended before they came in.
    ended = received + dice.integers(-1, 60, height) * (DAY // 2)
    open_ = dice.random(height) < 0.2
    online, more = dice.integers(0, 2, height), np.maximum(dice.integers(0, 10, height) - 7, 0)
    known = unit < len(units) - 1
    listed = pa.table({
        "Mã hồ sơ": pc.binary_join_element_wise("000.19.H10", pc.cast(pa.array(code), pa.string()), "-"),
        "Đơn vị": words([name for _, name in units], unit),
        "Lĩnh vực": words(FIELDS, field),
        "Ngày tiếp nhận": times(received, None),
        "Ngày hẹn trả": times(due, undue),
        "Ngày kết thúc xử lý": times(ended, open_),
        "Trạng thái": words(["Đã trả kết quả", "Đang xử lý"], open_),
        "Hình thức nộp": words(["Trực tiếp", "Trực tuyến"], online),
        "Số lần yêu cầu bổ sung": pa.array(more),
    })
    table = pa.table({
        "row_number": pa.array(number + 1),
        "code": pa.array(code),
        "unit_id": words([id or name for id, name in units], unit),
        "field": words(FIELDS, field),
        "received": minutes(received, None),
        # A day without an hour lasts to its last minute.
        "due": minutes(due + DAY - 1, undue),
        # What ends at midnight tells no hour, and is not before the hour of the same day in which it came in.
        "ended": minutes(np.where((ended % DAY == 0) & (ended // DAY == received // DAY), received, ended), open_),
        "paused": pa.array(np.zeros(height, np.int64)),
        "supplements": pa.array(more),
        "online": pa.array(online),
        "fault": pa.array(np.where(known, None, "unit"), pa.string()),
    })
    return listed, table


def main(out, many):
    with open(PIPELINES / "units" / "binh-phuoc-2023.csv", encoding="utf-8") as register:
        units = [(unit["id"], unit["name"]) for unit in csv.DictReader(register) if unit["level"] in ("district", "department")]
    units.append((None, "Phòng không có trong danh mục"))
    (out / "inbox").mkdir(parents=True, exist_ok=True)
    declaration(out)
    dice, writers = np.random.default_rng(766), [None, None]
    for first in range(0, many, AT_ONCE):
        parts = rows(dice, first, min(AT_ONCE, many - first), units)
        for place, (file, part) in enumerate(zip(["inbox/ho-so.parquet", "dossiers.parquet"], parts)):
            writers[place] = writers[place] or pq.ParquetWriter(out / file, part.schema, compression="zstd")
            writers[place].write_table(part, row_group_size=1 << 18)
    for writer in writers:
        writer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ROWS)
