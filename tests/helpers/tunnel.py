"""A little proxy that opens tunnels by CONNECT, all of them to one server on loopback, whatever host they are for."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


class Tunnels:
    """The proxy's side of a test: its URL, and for which hosts tunnels were opened."""

    def __init__(self, listening: socket.socket) -> None:
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.asked: list[str] = []


@contextlib.contextmanager
def tunnels_to(url: str) -> Iterator[Tunnels]:
    """Run the proxy until the context ends."""
    there = urlsplit(url)
    ends: list[socket.socket] = []
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy = Tunnels(listening)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client = listening.accept()[0]
                    ends.append(client)
                    client.settimeout(30)
                    head = b""
                    while b"\r\n\r\n" not in head:
                        head += client.recv(4096)
                    proxy.asked.append(head.split()[1].decode())
                    server = socket.create_connection((there.hostname, there.port), timeout=30)
                    ends.append(server)
                    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    start(pump, client, server)
                    start(pump, server, client)

        def start(job: object, *arguments: socket.socket) -> None:
            thread = threading.Thread(target=job, args=arguments, name="tunnel")  # type: ignore[arg-type]
            threads.append(thread)
            thread.start()

        start(accept)
        try:
            yield proxy
        finally:
            for end in (listening, *ends):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()
            for end in ends:
                end.close()


def pump(source: socket.socket, target: socket.socket) -> None:
    """Carry bytes one way until an end is shut."""
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
