"""A host of tiles on this machine: pictures with a cross at a place, and a list of what was asked for."""

import itertools
import math
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

SIDE = 256
PALE, MARK = (226, 232, 214), (255, 0, 255)

Tile = tuple[int, int, int]
Paint = Callable[[int, int, int], bytes]


@dataclass
class TileHost:
    """`tiles` and `referers` are those that were asked for; `broken` answers 503."""

    address: str
    tiles: list[Tile] = field(default_factory=list)
    referers: list[str] = field(default_factory=list)
    broken: Callable[[Tile], bool] = lambda tile: False
    paint: Paint = lambda z, x, y: png(())

    def forget(self) -> None:
        """Be as new for another test."""
        self.tiles.clear()
        self.referers.clear()
        self.broken, self.paint = TileHost.broken, TileHost.paint

    @property
    def template(self) -> str:
        return f"{self.address}/{{z}}/{{x}}/{{y}}.png"


def on_tile(z: int, longitude: float, latitude: float) -> tuple[float, float]:
    """Return column and row of a place at a zoom level, with the share of the tile: the usual slippy-map arithmetic."""
    count = 2**z
    column = (longitude + 180) / 360 * count
    row = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * count
    return column, row


def png(marked: tuple[tuple[int, int], ...]) -> bytes:
    """Return a pale tile with crosses of 9 pixels round the given ones."""
    pixels = np.full((SIDE, SIDE, 3), PALE, dtype=np.uint8)
    for x, y in marked:
        for columns, rows in ((range(x - 4, x + 5), (y,)), ((x,), range(y - 4, y + 5))):
            for column, row in itertools.product(columns, rows):
                if 0 <= column < SIDE and 0 <= row < SIDE:
                    pixels[row, column] = MARK
    return picture(b"".join(b"\0" + line.tobytes() for line in pixels))


def picture(lines: bytes) -> bytes:
    """Return a PNG of SIDE x SIDE pixels, RGB, from lines that begin with their filter."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines, 1)) + chunk(b"IEND", b"")


def crosses(*places: tuple[float, float]) -> Paint:
    """Return what paints a cross at each place (longitude, latitude), also where a tile has a part of it only."""

    def paint(z: int, x: int, y: int) -> bytes:
        found = []
        for place in places:
            column, row = on_tile(z, *place)
            spot = (math.floor((column - x) * SIDE), math.floor((row - y) * SIDE))
            if all(-5 < at < SIDE + 5 for at in spot):
                found.append(spot)
        return png(tuple(found))

    return paint


@contextmanager
def tile_host() -> Iterator[TileHost]:
    """Serve tiles until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            z, x, y = map(int, self.path.removesuffix(".png").strip("/").split("/"))
            host.tiles.append((z, x, y))
            host.referers.append(self.headers.get("Referer", ""))
            if host.broken((z, x, y)):
                self.send_error(503)
                return
            body = host.paint(z, x, y)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            # A browser that has left its page wants no more.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = TileHost(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield host
    server.shutdown()
    thread.join()
    server.server_close()
