#!/bin/sh
# Makes fuzz/corpus/<target>/ of the repository's own fixtures: whole files for the targets that take files, the parts
# inside of packages for those that put a package around their data. Needs unzip. More folders with files of any
# format may be named: fuzz/seeds.sh FOLDER …; nothing above 256 KB is taken.
set -eu
cd "$(dirname "$0")"
fixtures=../fixtures
largest=256

# Puts stdin into a corpus under its hash, so that the same seed stands there once. Nothing is no seed.
seed() {
    mkdir -p "corpus/$1"
    cat >"corpus/$1/.seed"
    if [ -s "corpus/$1/.seed" ]; then
        mv "corpus/$1/.seed" "corpus/$1/$(sha256sum "corpus/$1/.seed" | cut -c1-16)"
    else
        rm "corpus/$1/.seed"
    fi
}

# The parts of a package with a zero between them, as packing::split takes them apart.
parts() {
    package=$1
    first=$2
    shift 2
    unzip -p "$package" "$first" 2>/dev/null || true
    for part in "$@"; do
        printf '\0'
        unzip -p "$package" "$part" 2>/dev/null || true
    done
}

file() {
    seed read <"$1"
    case $(head -c 4 "$1" | od -An -tx1 | tr -d ' ') in
    504b0304)
        inside=$(unzip -Z1 "$1" 2>/dev/null || true)
        case $inside in
        *xl/workbook.bin*)
            for sheet in $(echo "$inside" | grep -i 'worksheets/sheet[0-9]*\.bin$'); do
                unzip -p "$1" "$sheet" 2>/dev/null | seed xlsb
            done ;;
        *xl/worksheets/*)
            for sheet in $(echo "$inside" | grep -i 'worksheets/sheet[0-9]*\.xml$'); do
                parts "$1" "$sheet" xl/sharedStrings.xml xl/styles.xml | seed xlsx
            done ;;
        *word/document.xml*) parts "$1" word/document.xml word/styles.xml | seed docx ;;
        *content.xml*) parts "$1" content.xml styles.xml | seed ods ;;
        *) seed bundle <"$1" ;;
        esac ;;
    d0cf11e0) seed xls <"$1" ;;
    *)
        case $(head -c 1024 "$1" | tr -d '\0' | tr 'A-Z' 'a-z' | tr -d '\r\n') in
        *'<workbook'*) seed xml2003 <"$1" ;;
        *'<office:document'*) seed flat_ods <"$1" ;;
        *'<html'* | *'<table'* | *'<!doctype html'* | *'<meta'*) seed html <"$1" ;;
        *) seed separated <"$1"
            { printf '\0'; cat "$1"; } | seed legacy
            { printf '\1'; cat "$1"; } | seed legacy ;;
        esac ;;
    esac
}

list=$(mktemp)
trap 'rm -f "$list"' EXIT
find -L "$fixtures" "$@" -type f ! -name '*.md' ! -name '*.toml' -size "-${largest}k" >"$list"
while IFS= read -r name; do
    if [ -f "$name" ]; then file "$name"; fi
done <"$list"

# Names of units: one a line.
cut -d, -f4,5 ../pipelines/units/*.csv | tr ',|' '\n\n' | awk 'NR % 7 == 1' | while read -r name; do
    printf '%s' "$name" | seed names
done
for name in 'XIV. UBND HUYỆN BÙ ĐỐP' 'X. Tân Lập' 'P.Tân Phú' 'Uỷ ban nhân dân TX. Bình Long' 'Sở LĐ-TB&XH'; do
    printf '%s' "$name" | seed names
done
for number in 1234 1.234 '1 234' '1.234,0' '12.345.678' '120 hồ sơ' Không -3 12,5 – \
    '120 phiếu (đạt 85,7%)' '120 (85,7 %)' 1,234 '... phiếu (đạt ...%)'; do
    printf '%s' "$number" | seed numbers
done
# The same sheet in TCVN3 with a font of it, in VNI and as Unicode.
printf '\0§Êt ®ai\n1Hé tÞch\n2tØnh\n' | iconv -f utf-8 -t iso-8859-1 | seed legacy
printf '\0Ñaát ñai\n3Hoä tòch\n' | iconv -f utf-8 -t iso-8859-1 | seed legacy
printf '\1Đất đai\n1Hộ tịch\n2tỉnh\n' | seed legacy
printf 'a.xlsx\nb/c.csv\n../d\n/e\nC:f\n' | seed bundle
# A reading: its file, no BLAKE3, then tables, fields, findings, names asked and why there are none, all empty.
printf '\006a.xlsx\0\0\0\0\0\0\0\0' | seed frames
