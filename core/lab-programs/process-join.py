import multiprocessing
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts


def work():
    time.sleep(2 * SECOND)
    print("the work is done", flush=True)


if __name__ == "__main__":
    fork = multiprocessing.get_context("fork")
    loose = fork.Process(target=work)
    loose.start()
    print("end, without a join", flush=True)
    loose.join()

    joined = fork.Process(target=work)
    joined.start()
    joined.join()
    print("end, joined", flush=True)
