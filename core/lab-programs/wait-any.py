import os
import signal
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts

for i in (1, 2, 3):
    if os.fork() == 0:
        time.sleep(i * SECOND)
        if i == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        os._exit(7 if i == 2 else 0)

for _ in range(3):
    pid, status = os.wait()
    if os.WIFEXITED(status):
        print(f"{pid}: exit {os.WEXITSTATUS(status)}")
    elif os.WIFSIGNALED(status):
        print(f"{pid}: signal {os.WTERMSIG(status)}")
