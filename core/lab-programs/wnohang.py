import os
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts

child = os.fork()
if child == 0:
    time.sleep(3 * SECOND)
    os._exit(5)
print("at first:", os.waitpid(-1, os.WNOHANG)[0])
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # until it has ended; WNOWAIT leaves it there
pid, status = os.waitpid(-1, os.WNOHANG)
print("after its end:", "its pid" if pid == child else "another")
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("then: ECHILD")
