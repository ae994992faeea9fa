"""provinces.py OUT [COMMUNES]: a made-up country of 63 provinces, each with a register, an inbox and a pipeline of its own, and
two pipelines over all of them: quoc-gia.toml goes on from their runs, country.toml reads all their files.
"""

import csv
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "engines"))

import country  # noqa: E402


def put(declaration, key, value):
    """The declaration with another text for a key, which stands there once."""
    declaration, count = re.subn(rf'^{key} = .*$', f"{key} = {value}", declaration, flags=re.MULTILINE)
    assert count == 1, key
    return declaration


def of_files(national, inbox, units):
    """The same pipeline over the files of an inbox."""
    head, rankings = national.split("[source]\n")
    rankings = rankings.split("\n", 1)[1]
    return put(head, "units", f'"{units}"') + f'inbox = "{inbox}"\n' + rankings


def main(out, communes):
    country.main(out, communes)
    with open(out / "units.csv", encoding="utf-8") as file:
        units = list(csv.DictReader(file))
    parents = {unit["id"]: unit["parent_id"] for unit in units}

    def province(unit):
        while parents[unit]:
            unit = parents[unit]
        return unit

    national = (HERE / "quoc-gia.toml").read_text(encoding="utf-8")
    national = put(national, "output", '"output"')
    national = put(national, "forms", '["form.toml"]')
    national = put(national, "metrics", f'"{country.PIPELINES}/metrics.toml"')
    national = put(national, "runs", '"lake"')
    national = national.replace("\n[source]", 'fail-on = "never"\n\n[source]')
    (out / "quoc-gia.toml").write_text(national, encoding="utf-8")
    (out / "country.toml").write_text(of_files(national, "inbox", "units.csv"), encoding="utf-8")
    for file in list((out / "inbox").glob("*.csv")):
        folder = out / "inbox" / province(file.stem)
        folder.mkdir(exist_ok=True)
        file.rename(folder / file.name)
    for id in sorted(unit for unit, parent in parents.items() if not parent):
        own = of_files(national, f"inbox/{id}", f"units-{id}.csv")
        (out / f"{id}.toml").write_text(own, encoding="utf-8")
        with open(out / f"units-{id}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, units[0].keys())
            writer.writeheader()
            writer.writerows(unit for unit in units if province(unit["id"]) == id)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2)
