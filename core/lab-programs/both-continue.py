import os

pid = os.fork()

# From here on there are two of us.
os.write(1, f"this line is run by {os.getpid()}\n".encode())

if pid == 0:
    os._exit(0)
os.waitpid(pid, 0)
