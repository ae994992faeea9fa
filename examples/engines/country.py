"""country.py OUT [COMMUNES]: a made-up country to compare engines on: every district of the register of 2024 sends one CSV of
counts, of itself and its first COMMUNES communes; a few files are torn, so that something is left out.

Writes OUT/country.toml, OUT/units.csv and OUT/inbox/. The numbers follow from the ids alone.
"""

import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PIPELINES = HERE.parent.parent / "pipelines"
FIELDS = ["Đất đai", "Hộ tịch", "Chứng thực"]
HEAD = [
    "Đơn vị", "Lĩnh vực", "Tổng tiếp nhận", "Trực tuyến", "Trực tiếp", "Từ kỳ trước", "Tổng đã giải quyết",
    "Trước và đúng hạn", "Quá hạn", "Tổng đang giải quyết", "Trong hạn", "Quá hạn",
]
RANKINGS = [("provinces", "province", "total", ""), ("districts", "district", "total", ""), ("communes", "commune", "own", ""),
            ("communes-by-district", "commune", "own", 'group-by = "parent"\n')]


def counts(seed):
    """The ten counts of a line; they add up. Small ones, so that many units tie."""
    carried, online, direct = seed * 7 % 5, seed * 11 % 23, seed * 13 % 17
    total = carried + online + direct
    resolved = total - seed * 3 % (total + 1) // 3
    late = seed * 5 % 4 if resolved > 4 else 0
    pending = total - resolved
    overdue = seed % 2 if pending else 0
    return [total, online, direct, carried, resolved, resolved - late, late, pending, pending - overdue, overdue]


def declaration(out):
    form = (PIPELINES / "forms" / "tong-hop-mot-cua.toml").read_text(encoding="utf-8")
    form = form.replace('sent-by = ["commune"]', 'sent-by = ["district"]')
    form = form.replace('covers = ["commune"]', 'covers = ["district", "commune"]')
    (out / "form.toml").write_text(form, encoding="utf-8")
    rankings = "".join(
        f'\n[[ranking]]\nid = "{id}"\ntitle = "{id}"\nsheet = "{id}"\nleague = "{league}"\nscope = "{scope}"\n'
        f'metric = "on_time_rate"\nminimum-denominator = 10\n{more}'
        for id, league, scope, more in RANKINGS
    )
    (out / "country.toml").write_text(
        f'title = "Cả nước"\nagency = ["CẢ NƯỚC"]\nplace = "Hà Nội"\nperiod = "2023-Q3"\ninbox = "inbox"\n'
        f'output = "output"\nunits = "units.csv"\nforms = ["form.toml"]\n'
        f'metrics = "{PIPELINES}/metrics.toml"\nfail-on = "never"\n{rankings}',
        encoding="utf-8",
    )


def main(out, communes):
    with open(PIPELINES / "units" / "vietnam" / "2024.csv", encoding="utf-8") as register:
        units = list(csv.DictReader(register))
    names = {unit["id"]: unit["name"] for unit in units}
    below = {}
    for unit in units:
        if unit["level"] == "commune":
            below.setdefault(unit["parent_id"], []).append(unit)
    kept = [unit for unit in units if unit["level"] != "commune"]
    kept += [unit for of in below.values() for unit in of[:communes]]
    (out / "inbox").mkdir(parents=True, exist_ok=True)
    with open(out / "units.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "level", "parent_id", "name"])
        writer.writeheader()
        writer.writerows(kept)
    declaration(out)
    for district in (unit for unit in kept if unit["level"] == "district"):
        with open(out / "inbox" / f"{district['id']}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([f"UBND {names[district['parent_id']]}"])
            writer.writerow([f"Đơn vị báo cáo: UBND {district['name']}"])
            writer.writerow(["BÁO CÁO TỔNG HỢP TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH Quý III năm 2023"])
            writer.writerow(HEAD)
            senders = [(f"UBND {district['name']}", district)]
            senders += [(unit["name"], unit) for unit in below.get(district["id"], [])[:communes]]
            for name, unit in senders:
                for place, field in enumerate(FIELDS):
                    line = counts(int(unit["id"]) * 3 + place)
                    # One in some hundred cells is torn, and left out.
                    torn = int(unit["id"]) % 131 == 0 and place == 1
                    writer.writerow([name, field] + (line[:5] + ["x"] + line[6:] if torn else line))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2)
