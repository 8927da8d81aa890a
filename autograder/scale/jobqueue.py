"""Grades on Dask workers that a batch system starts (pip install dask-jobqueue 'autograder[dask]').

python jobqueue.py submitted/ -o graded        # whatever `autograder grade` takes

For PBS, LSF, SGE or HTCondor take the class of that name in the place of SLURMCluster.
"""

import subprocess
import sys

from dask_jobqueue import SLURMCluster


def main() -> int:
    """Start workers as they are needed, grade, and let them go; the grader's own exit code."""
    with SLURMCluster(cores=4, processes=4, memory="8GB", walltime="01:00:00") as cluster:
        cluster.adapt(minimum=4, maximum=64)
        where = ["--executor", "dask", "--scheduler", cluster.scheduler_address]
        return subprocess.run(
            ["autograder", "grade", *sys.argv[1:], *where], check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
