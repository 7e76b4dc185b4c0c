import multiprocessing
import os
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts
LENGTHS = [2, 1, 3, 1, 2]


def work(task):
    time.sleep(LENGTHS[task - 1] * SECOND)
    print(f"task {task} was done by {os.getpid()}", flush=True)


if __name__ == "__main__":
    pool = multiprocessing.get_context("fork").Pool(2)
    for task in range(1, 6):
        pool.apply_async(work, [task])
    pool.close()
    try:
        pool.apply_async(work, [6])
    except ValueError:
        print("closed: nothing is accepted", flush=True)
    pool.join()
    print("joined", flush=True)
