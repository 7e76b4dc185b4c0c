import os
import signal
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts


def state_of(pid):
    """The state letter that the kernel has for a process: proc(5)."""
    try:
        with open(f"/proc/{pid}/stat", encoding="latin1") as file:
            return file.read().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "-"


# Python has no name for SA_NOCLDWAIT; SIG_IGN does the same.
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
child = os.fork()
if child == 0:
    time.sleep(1 * SECOND)
    os._exit(0)
try:
    os.wait()  # blocks until the last has ended
except ChildProcessError:
    print("SIG_IGN: wait() = -1 ECHILD, the child is", "gone" if state_of(child) == "-" else "there")
