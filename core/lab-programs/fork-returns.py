import os

pid = os.fork()
if pid == 0:
    print(f"child: fork() returned 0, getppid() is {os.getppid()}", flush=True)
    os._exit(0)
print(f"parent {os.getpid()}: fork() returned {pid}", flush=True)
os.waitpid(pid, 0)
