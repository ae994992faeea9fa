#!/bin/sh
# Reads an inbox in 16 shards as a Slurm array job, and puts them together when all are done:
#     job=$(sbatch --parsable slurm.sh)
#     sbatch --dependency=afterok:$job --wrap 'tthc run nightly --readings /data/shards'
# /data is a disk that all machines see. The list is made once, before: find /data/inbox -type f | LC_ALL=C sort > /data/files
#SBATCH --array=0-15
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
set -eu
# Line i of every 16 (GNU sed). A share that is empty makes an empty shard.
sed -n "$((SLURM_ARRAY_TASK_ID + 1))~16p" /data/files |
    tthc read --from-list - -p /data/pipelines/nightly.toml --inbox /data/inbox \
        -o "/data/shards/$SLURM_ARRAY_TASK_ID" --jobs 1 --fail-on never
