import os
import signal
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts

collected = []


def on_child(number, frame):
    while True:  # one signal may stand for many
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if pid == 0:
            break
        collected.append(pid)


signal.signal(signal.SIGCHLD, on_child)
for i in range(10):
    if os.fork() == 0:
        time.sleep(2 * SECOND)
        os._exit(0)
while len(collected) < 10:
    time.sleep(0.5 * SECOND)  # Python runs the handler in the midst of it, and goes on
print("collected", len(collected), "of 10")
