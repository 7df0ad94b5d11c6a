"""What one address answers, asked with HEAD and, where that is refused, with GET; no more than the head is read.

Careful with both sides. What contributors write must not make the machine that asks reach into its own network: every
host is looked up here, refused when it is not public, and connected to at the very address that was looked up. And no
server's mood makes a link broken: only "there is nothing here" does; "not now" and "not for you" leave it unknown.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Event, Timer
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

Verdict = Literal["good", "broken", "unknown"]

AGENT = "explainer-links (checks whether the sources of an archive are still there)"
SECONDS = 20
"""For one answer: what takes longer is not awaited."""
MAX_HOPS = 10
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
REDIRECTS = (301, 302, 303, 307, 308)
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as networks without IPv4 see them, RFC 6052."""
_NO_ADDRESS = "leads to something that is no web address"
_IN_PATH = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Answer:
    """`reason` completes "the address …"; `status` is the last answer's; `overloaded`: the host is to be left alone."""

    verdict: Verdict
    reason: str
    status: int | None = None
    overloaded: bool = False


@dataclass(frozen=True, slots=True)
class _Target:
    """A web address taken apart as a request needs it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """As it stands in the header `Host`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _port(self.scheme) else f"{host}:{self.port}"


class _RefusedError(Exception):
    """The address is not asked; the text completes "the address …"."""


def ask(address: str, wait: Callable[[str], None], *, allow_private: bool = False) -> Answer:
    """What `address` leads to. `wait` is called with the host before each request, and returns when it may be made."""
    current = address
    try:
        for _hop in range(MAX_HOPS):
            target = _target(current)
            status, location = _request_twice(target, wait, allow_private=allow_private)
            if status not in REDIRECTS or not location:
                return _judge(status, address, current)
            current = urljoin(current, location)
    except _RefusedError as refused:
        return Answer("unknown", str(refused))
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            return Answer("broken", "names a host that does not exist")
        return Answer("unknown", "names a host that could not be looked up")
    except ssl.SSLError as error:
        return Answer("unknown", f"has no trustworthy certificate ({_short(error)})")
    except TimeoutError:
        return Answer("unknown", f"gave no answer within {SECONDS} seconds", overloaded=True)
    except http.client.RemoteDisconnected:
        return Answer("unknown", "gave no answer (the connection was closed)")
    except http.client.HTTPException:
        # The error quotes what the server sent, which is nothing to pass on.
        return Answer("unknown", "gave an answer that is not HTTP")
    except ValueError:
        return Answer("unknown", _NO_ADDRESS)
    except OSError as error:
        return Answer("unknown", f"gave no answer ({_short(error)})")
    return Answer("unknown", f"leads from one address to the next, more than {MAX_HOPS} times")


def _target(address: str) -> _Target:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _RefusedError(_NO_ADDRESS)
    try:
        host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
        port = parts.port or _port(parts.scheme)
    except (UnicodeError, ValueError) as error:
        raise _RefusedError(_NO_ADDRESS) from error
    path = quote(parts.path or "/", safe=_IN_PATH) + (
        f"?{quote(parts.query, safe=_IN_PATH + '?')}" if parts.query else ""
    )
    return _Target(parts.scheme, host, port, path)


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _request_twice(target: _Target, wait: Callable[[str], None], *, allow_private: bool) -> tuple[int, str | None]:
    """What GET tells, unless HEAD, which many servers refuse or don't know, tells that all is well."""
    with suppress(http.client.HTTPException, ConnectionError):
        status, location = _request("HEAD", target, wait, allow_private=allow_private)
        if status in REDIRECTS or _is_good(status):
            return status, location
    return _request("GET", target, wait, allow_private=allow_private)


def _request(
    method: str, target: _Target, wait: Callable[[str], None], *, allow_private: bool
) -> tuple[int, str | None]:
    """The status and, of a redirect, where to."""
    wait(target.host)
    connected = socket.create_connection((_look_up(target, allow_private=allow_private), target.port), timeout=SECONDS)
    if target.scheme == "https":
        connected = _trust().wrap_socket(connected, server_hostname=target.host, do_handshake_on_connect=False)
    # A time-out of the socket begins anew with every byte; a server that drips would hold us for days.
    late = Event()
    end = Timer(SECONDS, _shut, (connected, late))
    end.daemon = True
    end.start()
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = connected
    try:
        if isinstance(connected, ssl.SSLSocket):
            connected.do_handshake()
        connection.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in (("Host", target.name), ("User-Agent", AGENT), ("Accept", "*/*"), ("Connection", "close")):
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        if late.is_set():  # the library takes a head that is cut off for a short one
            raise TimeoutError
        return response.status, response.getheader("Location")
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        end.cancel()
        connection.close()


def _shut(connected: socket.socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        # Not that of TLS, which would take from the other thread what it is reading with.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


@cache
def _trust() -> ssl.SSLContext:
    """The system's authorities, which take a while to load."""
    return ssl.create_default_context()


def _look_up(target: _Target, *, allow_private: bool) -> str:
    """An IP address of the host. Raises _RefusedError unless every one it has is public."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)]
    if not allow_private and not all(is_public(address) for address in found):
        raise _RefusedError("leads into a private network")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open Internet, also where it stands for another one."""
    parsed = ip_address(address.partition("%")[0])
    return all(candidate.is_global and not candidate.is_multicast for candidate in (parsed, *_within(parsed)))


def _within(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address is another way of writing."""
    if isinstance(address, IPv4Address):
        return []
    translated = IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
    teredo = address.teredo[1] if address.teredo else None
    return [inside for inside in (address.ipv4_mapped, address.sixtofour, teredo, translated) if inside]


def _is_good(status: int) -> bool:
    return 200 <= status < 300


def _judge(status: int, asked: str, final: str) -> Answer:
    if status in GONE:
        return Answer("broken", f"answers {status}: there is nothing here any more", status)
    if not _is_good(status):
        return Answer("unknown", f"answers {_named(status)}", status, overloaded=status in (429, 503))
    if urlsplit(asked).path.strip("/") and not urlsplit(final).path.strip("/") and not urlsplit(final).query:
        # What many outlets do with articles that they have taken down.
        return Answer("unknown", "leads to the front page now", status)
    return Answer("good", "answers", status)


def _named(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _short(error: OSError) -> str:
    """What the system or the TLS library calls the error."""
    text = getattr(error, "verify_message", "") or error.strerror or type(error).__name__
    return str(text)[:80]
