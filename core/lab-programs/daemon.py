import os
import sys
import time

SECOND = float(sys.argv[1]) if len(sys.argv) > 1 else 1  # how long one lasts

reader, writer = os.pipe()  # what a daemon has to say, it cannot say on a terminal
child = os.fork()
if child == 0:
    os.chdir("/")
    os.setsid()
    os.umask(0)
    if os.fork() != 0:
        os._exit(0)
    nothing = os.open("/dev/null", os.O_RDWR)
    for file in (0, 1, 2):
        os.dup2(nothing, file)
    time.sleep(0.5 * SECOND)
    leads = "yes" if os.getsid(0) == os.getpid() else "no"
    terminal = "yes" if os.isatty(0) else "no"
    os.write(writer, f"cwd {os.getcwd()}, leads its session: {leads}, terminal: {terminal}\n".encode())
    os._exit(0)
os.waitpid(child, 0)
os.close(writer)
print(os.read(reader, 160).decode(), end="")
