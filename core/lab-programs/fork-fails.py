import errno
import os
import resource
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts

if os.geteuid() == 0:  # root is not bound by the limit
    user = 61000 + os.getpid() % 4000
    os.setgid(user)
    os.setuid(user)

hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
limit = 0
children = 0
error = None
# How many there are already, only the kernel knows: so the limit is raised until some forks succeed.
while children == 0:
    limit += 6
    resource.setrlimit(resource.RLIMIT_NPROC, (limit, hard))
    try:
        while True:
            if os.fork() == 0:
                time.sleep(4 * SECOND)
                os._exit(0)
            children += 1
    except BlockingIOError as failure:
        error = failure.errno
print("fork() = -1,", errno.errorcode[error])
collected = 0
while collected < children:
    os.wait()
    collected += 1
print("collected all:", "yes" if collected == children else "no")
