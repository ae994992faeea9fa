#!/bin/sh
# Reads an inbox in N shards, as many at once as this machine has cores, and puts them together in one run:
#     xargs.sh PIPELINE INBOX N WORK [arguments of tthc run ...]
# WORK is a folder for the lists and the shards; what stands there from an earlier call is replaced.
set -eu
pipeline=$1 inbox=$2 n=$3 work=$4
shift 4
mkdir -p "$work"
rm -rf "$work/lists" "$work/shards"
mkdir "$work/lists" "$work/shards"
find "$inbox" -type f | LC_ALL=C sort >"$work/files"
split --number="r/$n" --numeric-suffixes --suffix-length=4 "$work/files" "$work/lists/"
export pipeline inbox work
# A file that cannot be read is told by the run, so it does not end this; a machine that fails does (xargs: 123).
find "$work/lists" -type f -printf '%f\n' | xargs -n 1 -P "$(nproc)" sh -c '
    exec tthc read --from-list "$work/lists/$1" -p "$pipeline" --inbox "$inbox" -o "$work/shards/$1" \
        --jobs 1 --fail-on never >"$work/lists/$1.log"' shard
exec tthc run "$pipeline" --readings "$work/shards" "$@"
