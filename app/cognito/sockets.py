"""Keeps hold of a client's open sockets, so that Cancel ends a read at once instead of after its timeout."""

import contextlib
import socket
import weakref
from typing import Any


class OpenSockets:
    """The connections of one botocore client; `shut` may be called from any thread."""

    def __init__(self, client: Any) -> None:
        self._connections: weakref.WeakSet[Any] = weakref.WeakSet()
        self._shut = False
        http = client._endpoint.http_session  # botocore has no public way to its connections
        watched = {scheme: self._watch(pool) for scheme, pool in http._pool_classes_by_scheme.items()}
        http._pool_classes_by_scheme.update(watched)
        http._manager.pool_classes_by_scheme = watched

    def shut(self) -> None:
        """Shut every open socket; a read in progress ends with an error, and no new connection opens."""
        self._shut = True
        for connection in list(self._connections):
            self._close(connection)

    def _watch(self, pool: type[Any]) -> type[Any]:
        """Return a connection pool class whose connections are remembered when they connect."""
        remembered = self

        class WatchedConnection(pool.ConnectionCls):  # type: ignore[name-defined,misc]  # botocore is untyped
            def connect(self) -> None:
                super().connect()
                remembered._connections.add(self)
                if remembered._shut:
                    remembered._close(self)

        return type(f"Watched{pool.__name__}", (pool,), {"ConnectionCls": WatchedConnection})

    @staticmethod
    def _close(connection: Any) -> None:
        sock = getattr(connection, "sock", None)
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
