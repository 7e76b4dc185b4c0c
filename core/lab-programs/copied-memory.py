import os
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts

counter = 10

pid = os.fork()
if pid == 0:
    counter -= 1
    print(f"child: counter is {counter}", flush=True)
    time.sleep(2 * SECOND)
    os._exit(0)
time.sleep(1 * SECOND)
print(f"parent: counter is {counter}", flush=True)
os.waitpid(pid, 0)
