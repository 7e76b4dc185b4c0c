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


first = os.fork()
if first == 0:
    time.sleep(2 * SECOND)
    os._exit(0)
second = os.fork()
if second == 0:
    time.sleep(4 * SECOND)
    os._exit(0)
pid, status = os.waitpid(second, 0)
print("waitpid() returned the", "second" if pid == second else "first")
os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)  # it has ended, too; WNOWAIT leaves it there
print("the first is in state", state_of(first))
