import os
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts

parent = os.getpid()
if os.fork() == 0:
    print("at first:", "my parent" if os.getppid() == parent else "another", flush=True)
    while os.getppid() == parent:
        time.sleep(0.1 * SECOND)
    print("then: another has adopted me", flush=True)
    os._exit(0)
time.sleep(2 * SECOND)
