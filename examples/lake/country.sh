#!/bin/sh
# country.sh OUT [COMMUNES]: 63 made-up provinces run by themselves, their runs are gathered, the country goes on from the
# lake, and its figures are compared with one run over all files. TTHC names the program.
set -eu
out=$1
tthc=${TTHC:-tthc}
python3 "$(dirname "$0")/provinces.py" "$out" "${2:-2}"
for province in "$out"/[0-9]*.toml; do
  "$tthc" run "$province" --quiet
done
"$tthc" gather "$out/lake" "$out/output" --quiet
"$tthc" run "$out/quoc-gia.toml" --quiet
"$tthc" run "$out/country.toml" --quiet
for table in metrics rankings gaps; do
  cmp "$out/output/quoc-gia/2023-Q3/latest/data/$table.parquet" "$out/output/country/2023-Q3/latest/data/$table.parquet"
  echo "$table: the same bytes"
done
