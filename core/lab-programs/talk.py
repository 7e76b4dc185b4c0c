import mmap
import multiprocessing
import os
import signal
import socket
import tempfile

VALUE = 7


def child(work):
    """Forks, and lets the child do its part."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return pid


with tempfile.TemporaryFile() as file:
    os.waitpid(child(lambda: os.write(file.fileno(), bytes([VALUE]))), 0)
    print("by file:", os.pread(file.fileno(), 1, 0)[0], flush=True)

reader, writer = os.pipe()
pid = child(lambda: os.write(writer, bytes([VALUE])))
print("by pipe:", os.read(reader, 1)[0], flush=True)
os.waitpid(pid, 0)

ours, theirs = socket.socketpair()
pid = child(lambda: theirs.send(bytes([VALUE])))
print("by socket:", ours.recv(1)[0], flush=True)
os.waitpid(pid, 0)

# Python cannot send a number with a signal: the number of the signal is the message.
signals = {signal.SIGRTMIN + number for number in range(10)}
signal.pthread_sigmask(signal.SIG_BLOCK, signals)
pid = child(lambda: os.kill(os.getppid(), signal.SIGRTMIN + VALUE))
print("by signal:", signal.sigwait(signals) - signal.SIGRTMIN, flush=True)
os.waitpid(pid, 0)

semaphore = multiprocessing.get_context("fork").Semaphore(0)
os.waitpid(child(lambda: [semaphore.release() for _ in range(VALUE)]), 0)
count = 0
while semaphore.acquire(block=False):
    count += 1
print("by semaphore:", count, flush=True)

memory = mmap.mmap(-1, 1)
os.waitpid(child(lambda: memory.write_byte(VALUE)), 0)
print("by memory:", memory[0], flush=True)
