#!/bin/bash
# A class on a SLURM cluster: every task of an array grades one shard. From the course's folder, on
# a file system that all nodes share:
#
#   array=$(sbatch --parsable --array=1-16 slurm.sh submitted graded)
#   sbatch --dependency=afterany:$array slurm.sh submitted graded
#
# The second job is no array: it puts the shards' reports into graded/results.jsonl and grades what
# a lost node has not. A task that is queued again goes on where it was.
#SBATCH --job-name=autograder
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=2G
#SBATCH --time=01:00:00
#SBATCH --requeue
set -euo pipefail
submitted=${1:?name the folder of submissions}
out=${2:?name the folder for results}

shard=()
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    # Counted from the array's own first number, so that --array=0-15 does as well.
    shard=(--shard "$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN + 1))/$SLURM_ARRAY_TASK_COUNT")
fi
exec autograder grade "$submitted" -o "$out" -j "${SLURM_CPUS_PER_TASK:-1}" --resume "${shard[@]}"
