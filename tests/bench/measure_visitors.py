"""Fifty visitors at once: real sessions over the websocket, each changing a filter every five seconds.

Each visitor does what the browser does: asks for the Overview, reports the width of its page (which makes the server
draw it again), then sends its widgets with one of them changed, and says which large messages it still holds.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from tools import live, percentile, print_table, resident_mb, spent_seconds
from websockets.asyncio.client import ClientConnection, connect

VISITORS, EVERY, LASTING, ARRIVING = 50, 5.0, 30.0, 5.0
GIVE_UP = 180
WIDTH = 1280
RULES = ("Binding instruments only", "Memoranda and frameworks too", "Everything signed")
BUYERS = ("Japan", "Switzerland", "Singapore", "Sweden", "Norway")
DAYS = tuple(f"{year}-06-30" for year in range(2016, 2026))


class Counting(ClientConnection):
    """A websocket connection that counts the bytes that arrive, as compressed on the wire."""

    wire = 0

    def data_received(self, data: bytes) -> None:
        self.wire += len(data)
        super().data_received(data)


class Visitor:
    """One session: its widgets, its query string, the messages that it holds, and what it measured."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.ids: dict[str, str] = {}
        self.values: dict[str, list[str]] = {"buyers": [], "rule": [RULES[-1]], "as_of": []}
        self.query, self.page = "", ""
        self.held: list[set[str]] = [set(), set()]
        self.plain = 0
        self.said, self.faults = "", 0
        self.has_drawn = False
        self.first: tuple[float, int, int] | None = None
        self.changes: list[tuple[float, int, int]] = []

    async def stay(self, url: str, lasting: float = LASTING) -> None:
        """Arrive, look, and change a filter every five seconds."""
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        began = time.perf_counter()
        async with connect(
            address, subprotocols=["streamlit"], max_size=None, create_connection=Counting, open_timeout=GIVE_UP
        ) as socket:
            await self.arrive(socket)
            self.first = (time.perf_counter() - began, socket.wire, self.plain)
            for turn in range(1, int(lasting / EVERY) + 1):
                await asyncio.sleep(max(0.0, began + turn * EVERY - time.perf_counter()))
                self._choose()
                asked, wire, plain = time.perf_counter(), socket.wire, self.plain
                await self._ask(socket)
                await self._read(socket)
                self.changes.append((time.perf_counter() - asked, socket.wire - wire, self.plain - plain))

    async def arrive(self, socket: ClientConnection) -> None:
        """Open the page, tell its width, then that its map and charts are in view, so that they follow."""
        await self._ask(socket)
        await self._read(socket, WIDTH)
        self.has_drawn = True
        await self._ask(socket)
        await self._read(socket)

    def _choose(self) -> None:
        name, choices = self.random.choice([("rule", RULES), ("buyers", BUYERS), ("as_of", DAYS)])
        self.values[name] = [self.random.choice([value for value in choices if [value] != self.values[name]])]

    async def _ask(self, socket: ClientConnection) -> None:
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_script_hash = self.query, self.page
        run.context_info.url, run.context_info.color_scheme = "http://localhost/", "light"
        run.cached_message_hashes.extend(set.union(*self.held))
        states = run.widget_states.widgets
        if "viewport" in self.ids:
            told = {"width": WIDTH} | ({"maps": True, "charts": True} if self.has_drawn else {})
            states.append(WidgetState(id=self.ids["viewport"], json_value=json.dumps(told)))
        for name, value in self.values.items():
            if name not in self.ids or (name == "as_of" and not value):
                continue
            state = WidgetState(id=self.ids[name])
            if name == "rule":
                state.string_value = value[0]
            else:
                state.string_array_value.data.extend(value)
                state.string_array_value.SetInParent()
            states.append(state)
        await socket.send(message.SerializeToString())

    async def _read(self, socket: ClientConnection, width: int | None = None) -> None:
        """Read to the end of a run; with `width`, report it when asked and read to the end of the run that knows it."""
        is_known = width is None
        async for payload in socket:
            self.plain += len(payload)
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if message.metadata.cacheable:
                self.held[-1].add(message.hash)
            elif kind == "ref_hash":
                self.held[-1].add(message.ref_hash)
            if kind == "new_session":
                self.page = message.new_session.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.HasField("new_element"):
                element = message.delta.new_element
                widget = getattr(element, element.WhichOneof("type"))
                self.faults += element.WhichOneof("type") == "exception"
                # The line that says what is shown: what a visitor chose.
                self.said = widget.body if "Showing:" in getattr(widget, "body", "") else self.said
                name = getattr(widget, "id", "").rpartition("-")[2]
                if name:
                    is_new = name not in self.ids
                    self.ids[name] = widget.id
                    if name == "viewport" and not is_known:
                        is_known = f'"width":{width}' in widget.json.replace(" ", "")
                        if is_new and not is_known:
                            await self._ask(socket)
            elif kind == "script_finished" and is_known and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self.held = [self.held[-1], set()]
                return
        raise ConnectionError("the server closed the connection")


async def crowd(url: str, count: int = VISITORS, arriving: float = ARRIVING, lasting: float = LASTING) -> list[Visitor]:
    """Let visitors come within some seconds, each to stay for some, and return them when the last one has left."""
    visitors = [Visitor(number) for number in range(count)]

    async def come(number: int) -> None:
        await asyncio.sleep(arriving * number / count)
        await visitors[number].stay(url, lasting)

    async with asyncio.timeout(GIVE_UP), asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(come(number))
    return visitors


async def warm_up(url: str) -> None:
    """One visit before the crowd, so that the server has imported what it needs."""
    async with connect(url.replace("http", "ws", 1) + "/_stcore/stream", subprotocols=["streamlit"]) as socket:
        await Visitor(0).arrive(socket)


def main() -> None:
    """Measure and print; nothing is asserted."""
    with tempfile.TemporaryDirectory() as folder, live.serve(Path(folder)) as server:
        asyncio.run(warm_up(server.url))
        alone = resident_mb(server.process.pid)
        spent = -spent_seconds(server.process.pid)
        visitors = asyncio.run(crowd(server.url))
        spent += spent_seconds(server.process.pid)
        memory = resident_mb(server.process.pid)
    firsts = [visitor.first for visitor in visitors if visitor.first]
    changes = [change for visitor in visitors for change in visitor.changes]

    def times(measured: list[tuple[float, int, int]]) -> str:
        seconds = [time for time, _, _ in measured]
        return f"{percentile(seconds, 0.5) * 1000:,.0f} and {percentile(seconds, 0.95) * 1000:,.0f} ms"

    def sizes(measured: list[tuple[float, int, int]]) -> str:
        wire, plain = ([size[place] / 1000 for size in measured] for place in (1, 2))
        return f"{percentile(wire, 0.5):,.1f} kB ({percentile(plain, 0.5):,.1f} kB)"

    def processor(seconds: float, runs: int) -> str:
        return f"{seconds:,.1f} s and {seconds / runs * 1000:,.0f} ms"

    totals = [v.first[1] + sum(wire for _, wire, _ in v.changes) for v in visitors if v.first]
    print_table(
        f"{VISITORS} visitors within {ARRIVING:.0f} s, a change every {EVERY:.0f} s for {LASTING:.0f} s",
        [
            ("first view, connection to finished run, p50 and p95", times(firsts)),
            (f"{len(changes)} changes, request to finished run, p50 and p95", times(changes)),
            (
                "processor time of the server in all, and per view or change",
                processor(spent, len(firsts) + len(changes)),
            ),
            ("received per first view on the wire (uncompressed), median", sizes(firsts)),
            ("received per change on the wire (uncompressed), median", sizes(changes)),
            ("received per visitor on the wire in all, largest", f"{max(totals) / 1000:,.1f} kB"),
            ("memory of the server with one visitor, and after all", f"{alone:,.0f} and {memory:,.0f} MB"),
        ],
    )


if __name__ == "__main__":
    main()
