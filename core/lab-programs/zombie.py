import os
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


child = os.fork()
if child == 0:
    time.sleep(3 * SECOND)
    os._exit(3)
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # until it has ended; WNOWAIT leaves it there
print("the child is in state", state_of(child))
time.sleep(3 * SECOND)
print("and still:", state_of(child))
# Who adopts it now will ask for it.
