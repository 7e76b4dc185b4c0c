import os
import signal
import subprocess

pid = os.fork()
if pid == 0:
    signal.pause()
    os._exit(0)
subprocess.run(["ps", "-l", "-p", f"{os.getpid()},{pid}"], check=True)
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
