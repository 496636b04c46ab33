#!/usr/bin/python3
"""A receiver of webhooks for tests, on 127.0.0.1. Prints "listening PORT" when it is ready.

--log gets one JSON object per request: {"connection", "method", "path", "headers", "body", "signatures"}; "signatures"
tells for each --secret whether one of the signatures of Standard Webhooks holds, computed here from the raw request. It
is written before the client is answered. The path "/status/CODE" answers CODE whatever --reply says, "/answer/CODE/HEX" (and
what is below it) CODE and the bytes that HEX stands for.
"""

import argparse
import base64
import hashlib
import hmac
import itertools
import json
import re
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"), help="https instead of http")
    parser.add_argument("--secret", action="append", default=[], metavar="whsec_...", help="key to check against")
    parser.add_argument("--reply", type=int, default=200, metavar="CODE")
    parser.add_argument("--header", action="append", default=[], metavar="NAME: VALUE", help="in each answer")
    parser.add_argument("--body", default="ok", help="of each answer")
    parser.add_argument("--body-size", type=int, help="an answer of this many letters instead")
    parser.add_argument("--stall", action="store_true", help="never answer")
    parser.add_argument("--stall-path", help="never answer requests for this path")
    parser.add_argument("--drop", action="store_true", help="close the connection instead of answering")
    parser.add_argument("--log", help="requests as JSON lines")
    return parser.parse_args()


def signature_holds(secret, headers, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([headers.get("webhook-id", "").encode(), headers.get("webhook-timestamp", "").encode(), body])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(signature, "v1," + expected) for signature in given)


class Sink(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, options):
        super().__init__(("127.0.0.1", options.port), Handler)
        self.options = options
        self.log_file = open(options.log, "a", encoding="utf-8") if options.log else None
        self.lock = threading.Lock()
        self.numbers = itertools.count(1)
        self.context = None
        if options.tls:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(*options.tls)

    def write(self, facts):
        if self.log_file:
            with self.lock:
                print(json.dumps(facts), file=self.log_file, flush=True)

    def handle_error(self, request, client_address):
        pass  # clients that refuse our certificate are part of the tests


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.number = next(self.server.numbers)
        if self.server.context:
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def answer(self):
        options = self.server.options
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.write({
            "connection": self.number,
            "method": self.command,
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": body.decode("utf-8", "replace"),
            "signatures": [signature_holds(secret, self.headers, body) for secret in options.secret],
        })
        if options.drop:
            self.close_connection = True
            return
        if options.stall or self.path == options.stall_path:
            threading.Event().wait()
        self.reply()

    def reply(self):
        options = self.server.options
        wanted = re.fullmatch("/status/([0-9]{3})", self.path)
        code = int(wanted.group(1)) if wanted else options.reply
        told = re.match("/answer/([0-9]{3})/((?:[0-9a-f]{2})*)", self.path)
        code = int(told.group(1)) if told else code
        content = bytes.fromhex(told.group(2)) if told else b"x" * options.body_size if options.body_size else options.body.encode()
        if code in (204, 304):
            content = b""
        self.send_response(code)
        for header in options.header:
            name, _, value = header.partition(":")
            self.send_header(name, value.strip())
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET = answer

    def log_message(self, *arguments):
        pass


def main():
    sink = Sink(arguments())
    print("listening", sink.server_address[1], flush=True)
    sink.serve_forever()


if __name__ == "__main__":
    main()
