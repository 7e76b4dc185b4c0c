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
    time.sleep(5 * SECOND)
    os._exit(0)
time.sleep(25 * SECOND)
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # it ended long ago; WNOWAIT leaves it there
print("after 25 s:", state_of(child))
time.sleep(35 * SECOND)  # and only now a look
pid, status = os.waitpid(-1, os.WNOHANG)
print("after a minute:", "gone" if state_of(child) == "-" else "there")
