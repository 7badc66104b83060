"""Keeps hold of a client's open sockets, so that Cancel ends a read at once instead of after its timeout."""

import contextlib
import socket
import threading
import weakref
from typing import Any


class OpenSockets:
    """The connections of one botocore client; `shut` may be called from any thread."""

    def __init__(self, client: Any) -> None:
        self._sockets: weakref.WeakSet[Any] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._shut = False
        http = client._endpoint.http_session  # botocore has no public way to its connections
        watched = {scheme: self._watch(pool) for scheme, pool in http._pool_classes_by_scheme.items()}
        http._pool_classes_by_scheme.update(watched)
        http._manager.pool_classes_by_scheme = watched

    def shut(self) -> None:
        """Shut every open socket; a read in progress ends with an error, and no new connection opens."""
        with self._lock:
            self._shut = True
            sockets = list(self._sockets)
        for sock in sockets:
            _shut(sock)

    def _watch(self, pool: type[Any]) -> type[Any]:
        """Return a connection pool class that remembers the sockets of its connections.

        The sockets, not the connections: under `Connection: close` a connection lets go of its socket before the
        body is read.
        """
        remembered = self

        class WatchedConnection(pool.ConnectionCls):  # type: ignore[name-defined,misc]  # botocore is untyped
            def connect(self) -> None:
                if remembered._shut:
                    raise ConnectionAbortedError
                super().connect()
                remembered._remember(self.sock)

        return type(f"Watched{pool.__name__}", (pool,), {"ConnectionCls": WatchedConnection})

    def _remember(self, sock: Any) -> None:
        with self._lock:
            self._sockets.add(sock)
            too_late = self._shut
        if too_late:
            _shut(sock)


def _shut(sock: Any) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
