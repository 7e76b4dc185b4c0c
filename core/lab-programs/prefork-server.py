import os
import socket

REQUESTS = 4

listener = socket.create_server(("127.0.0.1", 0), backlog=REQUESTS)
client = os.fork()
if client == 0:  # the requests, from a process of their own
    for request in range(1, REQUESTS + 1):
        with socket.create_connection(listener.getsockname()) as connection:
            print(f"request {request} was answered by {connection.recv(32).decode()}", flush=True)
    os._exit(0)

for served in range(REQUESTS):
    connection, address = listener.accept()
    if os.fork() == 0:
        connection.sendall(str(os.getpid()).encode())
        connection.close()
        os._exit(0)
    connection.close()

# Nobody was reaped so far: each answer has left a zombie.
collected = [os.wait()[0] for child in range(REQUESTS + 1)]
print("collected", len([pid for pid in collected if pid != client]))
