#!/usr/bin/python3
"""Plays a messaging service for tests, on 127.0.0.1. Prints "listening PORT" when it is ready.

--plays says which: slack, teams, telegram, zalo-bot, zalo (official account, groups, ZNS and its token service). Each checks
what the real one checks (paths, tokens, shape and length of the message) and answers in its words. What it is asked for is
written to --log as JSON lines: {"path", "headers", "body", "answer"}, before the client is answered.

Addresses that make telegram and zalo-bot refuse: "flood" (429), "blocked" (403), "moved" (goes to -1009). The pair of tokens
of zalo is access-N, refresh-N (--number N, 1 at first), and N + 1 after each renewal; each refresh token works once.
--expired: the access token works no more. --eat-pair: the first renewal is not answered but hung up on. --garbage: 200 and a page of HTML, whatever is asked.
"""

import argparse
import json
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "123456:AAF-secret_token"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plays", required=True, choices=["slack", "teams", "telegram", "zalo-bot", "zalo"])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log")
    parser.add_argument("--expired", action="store_true")
    parser.add_argument("--number", type=int, default=1)
    parser.add_argument("--eat-pair", action="store_true")
    parser.add_argument("--garbage", action="store_true")
    return parser.parse_args()


def units(text):
    """Length as these services count it."""
    return len(text.encode("utf-16-le")) // 2


def slack(path, body):
    if not path.startswith("/services/"):
        return 404, "no_service"
    if not isinstance(body, dict) or "text" not in body:
        return 400, "invalid_payload"
    for block in body["blocks"]:
        if units(block["text"]["text"]) > 3000:
            return 400, "invalid_blocks"
    return 200, "ok"


def teams(raw, body):
    if len(raw) > 28672:
        return 413, "RequestEntityTooLarge"
    card = body["attachments"][0]
    if card["contentType"] != "application/vnd.microsoft.card.adaptive" or card["content"]["type"] != "AdaptiveCard":
        return 400, "Property 'type' must be 'AdaptiveCard'"
    if any(block["type"] != "TextBlock" for block in card["content"]["body"]):
        return 400, "BadRequest"
    return 202, ""


def bot(path, body, longest):
    if path != f"/bot{TOKEN}/sendMessage":
        return 404, {"ok": False, "error_code": 404, "description": "Not Found: " + path}
    chat, text = body.get("chat_id"), body.get("text", "")
    if not 1 <= units(text) <= longest:
        return 400, {"ok": False, "error_code": 400, "description": "Bad Request: message is too long"}
    if chat == "flood":
        return 429, {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 34",
                     "parameters": {"retry_after": 34}}
    if chat == "blocked":
        return 403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    if chat == "moved":
        return 400, {"ok": False, "error_code": 400, "description": "group chat was upgraded to a supergroup chat",
                     "parameters": {"migrate_to_chat_id": -1009}}
    return 200, {"ok": True, "result": {"message_id": "1", "date": 1750316131602}}


class Zalo:
    def __init__(self, number, expired):
        self.number = number
        self.expired = expired
        self.lock = threading.Lock()

    def renew(self, headers, raw):
        form = urllib.parse.parse_qs(raw.decode())
        wanted = {"refresh_token": [f"refresh-{self.number}"], "app_id": ["77"], "grant_type": ["refresh_token"]}
        if headers.get("secret_key") != "key-of-app" or form != wanted:
            return 200, {"error_name": "Invalid refresh token", "error": -14014, "error_description": raw.decode()}
        self.number += 1
        self.expired = False
        return 200, {"access_token": f"access-{self.number}", "refresh_token": f"refresh-{self.number}",
                     "expires_in": "90000"}

    def message(self, path, headers, body):
        if self.expired or headers.get("access_token") != f"access-{self.number}":
            return 200, {"error": -216, "message": "Access token is invalid: " + headers.get("access_token", "")}
        if path == "/message/template":
            if not body["phone"].startswith("84"):
                return 200, {"error": -108, "message": "Phone number invalid"}
            return 200, {"error": 0, "message": "Success", "data": {"msg_id": "a", "sent_time": "1"}}
        to = body["recipient"].get("user_id") or body["recipient"].get("group_id")
        if to == "no-feature":
            return 200, {"error": -224, "message": "The OA needs to upgrade"}
        if not 1 <= units(body["message"]["text"]) <= 2000:
            return 200, {"error": -210, "message": "Parameter exceeds the limit"}
        return 200, {"error": 0, "message": "Success"}

    def answer(self, path, headers, raw):
        with self.lock:
            if path == "/v4/oa/access_token":
                return self.renew(headers, raw)
            return self.message(path, headers, json.loads(raw))


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, options):
        super().__init__(("127.0.0.1", options.port), Handler)
        self.options = options
        self.zalo = Zalo(options.number, options.expired)
        self.log_file = open(options.log, "a", encoding="utf-8") if options.log else None
        self.lock = threading.Lock()

    def play(self, path, headers, raw):
        plays = self.options.plays
        if self.options.garbage:
            return 200, "<html><body>Please log in to the network</body></html>"
        if plays == "zalo":
            return self.zalo.answer(path, headers, raw)
        body = json.loads(raw)
        if plays == "slack":
            return slack(path, body)
        if plays == "teams":
            return teams(raw, body)
        return bot(path, body, 4096 if plays == "telegram" else 2000)

    def write(self, facts):
        if self.log_file:
            with self.lock:
                print(json.dumps(facts), file=self.log_file, flush=True)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, answer = self.server.play(self.path, headers, raw)
        self.server.write({"path": self.path, "headers": headers, "body": raw.decode(), "answer": answer})
        if self.server.options.eat_pair and self.path == "/v4/oa/access_token":
            self.server.options.eat_pair = False
            self.close_connection = True
            return
        content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


def main():
    server = Server(arguments())
    print("listening", server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
