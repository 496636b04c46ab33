#!/usr/bin/python3
"""A mail server and a receiver of webhooks on 127.0.0.1, quick enough for thousands of messages, whose faults are drawn by
lot. Prints "listening SMTP_PORT HTTP_PORT" when it is ready.

Each line of its input sets the weather: "FAULT PROBABILITY" for what follows, "calm 0" for none. Faults:

  busy      answers 4xx (SMTP) or 429, 503, 408 (HTTP) instead of going on
  stall     says nothing more on this connection; after a whole mail, whose sender waits ten minutes, it hangs up after 3 s
  garbage   answers what is neither SMTP nor HTTP
  drop      hangs up before it has taken the message
  withhold  takes the message and hangs up without saying so: nobody can tell that from the outside
  mixed     any of these

--log gets a line for each thing as it happens, written before anything is answered: "open N" and "close N" for
connections, "took ID" for a message that was taken and "kept ID" for one that was taken and not answered.
"""

import argparse
import asyncio
import os
import random
import re
import sys

FAULTS = ["busy", "stall", "garbage", "drop", "withhold"]
STALL = 3
GARBAGE = b"\x00\xff\xfe what?\r\nnonsense\r\n"


class World:
    """What all connections share."""

    def __init__(self, options):
        self.log = os.open(options.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        self.chance = random.Random(options.seed)
        self.pause = options.pause
        self.fault, self.probability = "calm", 0.0
        self.connections = 0

    def write(self, what, who):
        os.write(self.log, f"{what} {who}\n".encode())

    def lot(self, final):
        """The fault that is to happen now, if any; only the final answer can be withheld."""
        if self.chance.random() >= self.probability:
            return None
        fault = self.chance.choice(FAULTS) if self.fault == "mixed" else self.fault
        return fault if fault != "withhold" or final else None

    def hear(self):
        line = sys.stdin.readline().split()
        if not line:
            asyncio.get_running_loop().stop()
            return
        self.fault, self.probability = line[0], float(line[1])


class Connection(asyncio.Protocol):
    def __init__(self, world):
        self.world = world
        self.input = b""
        self.silent = False

    def connection_made(self, transport):
        self.transport = transport
        self.world.connections += 1
        self.number = self.world.connections
        self.world.write("open", self.number)

    def connection_lost(self, error):
        self.world.write("close", self.number)

    def data_received(self, data):
        self.input += data
        while not self.silent and self.step():
            pass

    def say(self, answer):
        if not self.transport.is_closing():
            self.transport.write(answer)

    def befallen(self, fault, busy):
        """Suffers a fault; True where the connection is over or out of order."""
        if fault == "busy":
            self.say(busy)
        elif fault == "garbage":
            self.say(GARBAGE)
            self.give_up()
        elif fault == "drop":
            self.give_up()
        elif fault == "stall":
            self.silent = True

    def give_up(self):
        self.silent = True
        self.transport.close()

    def take(self, name, answer, busy):
        """The moment in which responsibility passes."""
        fault = self.world.lot(final=True)
        if fault == "withhold":
            self.world.write("kept", name)
            self.give_up()
        elif fault:
            self.befallen(fault, busy)
            if fault == "stall":
                asyncio.get_running_loop().call_later(STALL, self.transport.close)
        else:
            self.world.write("took", name)
            if self.world.pause:
                asyncio.get_running_loop().call_later(self.world.pause, self.say, answer)
            else:
                self.say(answer)


class Mail(Connection):
    in_data = False

    def connection_made(self, transport):
        super().connection_made(transport)
        fault = self.world.lot(final=False)
        if fault:
            self.befallen(fault, b"421 4.3.2 too busy\r\n")
            self.give_up() if fault == "busy" else None
        else:
            self.say(b"220 fault.example ESMTP\r\n")

    def step(self):
        if self.in_data:
            end = self.input.find(b"\r\n.\r\n")
            if end < 0:
                return False
            message, self.input, self.in_data = self.input[:end], self.input[end + 5:], False
            name = re.search(rb"^Message-ID: <([^@>]*)", message, re.I | re.M).group(1).decode()
            self.take(name, b"250 2.0.0 taken\r\n", b"451 4.3.0 not now\r\n")
            return True
        line, found, rest = self.input.partition(b"\r\n")
        if not found:
            return False
        self.input = rest
        self.command(line.split(b" ")[0].upper())
        return True

    def command(self, verb):
        if verb == b"QUIT":
            self.say(b"221 2.0.0 bye\r\n")
            self.give_up()
        elif verb == b"EHLO":
            self.say(b"250-fault.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
        elif verb == b"DATA":
            self.in_data = True
            self.say(b"354 go ahead\r\n")
        elif verb in (b"MAIL", b"RCPT") and (fault := self.world.lot(final=False)) and fault != "busy":
            self.befallen(fault, b"")
        else:
            self.say(b"250 2.1.0 fine\r\n")


class Hook(Connection):
    ANSWER = "HTTP/1.1 {}\r\nContent-Length: 2\r\n{}\r\nok"
    BUSY = ["503 Service Unavailable", "429 Too Many Requests", "408 Request Timeout", "500 Internal Server Error"]

    def step(self):
        end = self.input.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = self.input[:end].decode("latin-1")
        size = int(re.search(r"^content-length: *(\d+)", head, re.I | re.M).group(1))
        if len(self.input) < end + 4 + size:
            return False
        self.input = self.input[end + 4 + size:]
        name = re.search(r"^webhook-id: *(\S+)", head, re.I | re.M).group(1)
        busy = self.ANSWER.format(self.world.chance.choice(self.BUSY), "Retry-After: 1\r\n")
        self.take(name, self.ANSWER.format("200 OK", "").encode(), busy.encode())
        return True


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0, help="seconds between taking a message and saying so")
    parser.add_argument("--ports", type=int, nargs=2, default=[0, 0], metavar=("SMTP", "HTTP"))
    options = parser.parse_args()
    world = World(options)
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(lambda kind=kind: kind(world), "127.0.0.1", port, reuse_address=True)
               for kind, port in zip((Mail, Hook), options.ports)]
    loop.add_reader(sys.stdin, world.hear)
    print("listening", *(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except RuntimeError:
        pass  # the loop was stopped: whoever started it is gone
