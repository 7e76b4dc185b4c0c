import os
import sys

children = 0
while (key := sys.stdin.read(1)) not in ("", "q"):
    if key == "\n":
        continue
    if os.fork() == 0:
        os._exit(0)  # and nobody will ask for it
    children += 1
    print(children, flush=True)
print(children, "zombies go with me")
