#!/usr/bin/python3
"""A mail server for tests, on 127.0.0.1, that can be told to misbehave. Prints "listening PORT" when it is ready.

Phases: connect, ehlo, mail, rcpt, data (the command), end (the end of the message); `drop` also knows `body`, in the
middle of the message. --log gets one JSON object a line: {"event": "connect"|"command"|"message"|"closed",
"connection": N, ...}; a message carries what Python's own e-mail parser made of it. It is written before the client
is answered.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import logging
import mailbox
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

PHASES = ["connect", "ehlo", "mail", "rcpt", "data", "end"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--starttls", nargs=2, metavar=("CERT", "KEY"), help="offer and require STARTTLS")
    parser.add_argument("--implicit", nargs=2, metavar=("CERT", "KEY"), help="TLS from the first byte")
    parser.add_argument("--auth", metavar="USER:PASSWORD", help="require this login")
    parser.add_argument("--token", metavar="USER:TOKEN", help="require this login by XOAUTH2")
    parser.add_argument("--dsn", action="store_true", help="announce DSN and take what it adds to MAIL and RCPT")
    parser.add_argument("--pipelining", action="store_true", help="announce PIPELINING")
    parser.add_argument("--size", type=int, default=33554432, help="announced SIZE")
    parser.add_argument("--reply", action="append", default=[], metavar="[PHASE:]CODE[ TEXT]",
                        help="answer this in a phase (default rcpt)")
    parser.add_argument("--reply-for", action="append", default=[], metavar="ADDRESS=CODE[ TEXT]",
                        help="answer this to one recipient")
    parser.add_argument("--stall", choices=PHASES, help="never answer in this phase")
    parser.add_argument("--endless", nargs=2, metavar=("PHASE", "BYTES"),
                        help="answer this phase with BYTES again and again, until the client hangs up")
    parser.add_argument("--stall-for", metavar="ADDRESS", help="never answer a message for this recipient")
    parser.add_argument("--drop", choices=PHASES + ["body"], help="close the connection in this phase")
    parser.add_argument("--drop-after", type=int, metavar="N", help="hang up after N messages on a connection")
    parser.add_argument("--maildir", help="store what is accepted")
    parser.add_argument("--log", help="what happened, as JSON lines")
    return parser.parse_args()


def tls_context(files):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    return context


class Log:
    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8") if path else None

    def write(self, event, connection, **facts):
        if self.file:
            print(json.dumps({"event": event, "connection": connection, **facts}), file=self.file, flush=True)


class Manners:
    """What was asked for on the command line, phase by phase."""

    def __init__(self, options):
        self.options = options
        self.replies = {}
        for reply in options.reply:
            phase, colon, text = reply.partition(":")
            if colon and phase in PHASES:
                self.replies[phase] = text
            else:
                self.replies["rcpt"] = reply
        self.recipients = dict(entry.split("=", 1) for entry in options.reply_for)

    async def meet(self, server, phase):
        """The reply for this phase, or None to go on as usual."""
        if self.options.stall == phase:
            await asyncio.Event().wait()
        if self.options.endless and self.options.endless[0] == phase:
            await self.go_on(server, self.options.endless[1].encode().decode("unicode_escape").encode() * 1000)
        if self.options.drop == phase:
            server.transport.abort()
            await asyncio.Event().wait()
        return self.full(self.replies.get(phase))

    @staticmethod
    async def go_on(server, words):
        try:
            while not server.transport.is_closing():
                server._writer.write(words)
                await server._writer.drain()
        except ConnectionError:
            pass
        await asyncio.Event().wait()

    @staticmethod
    def full(reply):
        return reply + " as the test wishes" if reply and " " not in reply else reply


class Handler:
    def __init__(self, options, manners, log):
        self.options = options
        self.manners = manners
        self.log = log
        self.box = mailbox.Maildir(options.maildir, create=True) if options.maildir else None

    async def auth_XOAUTH2(self, server, arguments):
        user, _, token = (self.options.token or "").partition(":")
        good = base64.b64decode(arguments[1]) == f"user={user}\x01auth=Bearer {token}\x01\x01".encode()
        self.log.write("command", server.number, verb="AUTH XOAUTH2", good=good)
        return AuthResult(success=good, handled=good, auth_data=user.encode())

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        reply = await self.manners.meet(server, "ehlo")
        if reply:
            return [reply]
        if self.options.pipelining:
            responses.insert(1, "250-PIPELINING")
        if self.options.dsn:
            responses.insert(1, "250-DSN")
        return responses

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        reply = await self.manners.meet(server, "mail")
        if reply:
            return reply
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 2.1.0 sender taken"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        reply = self.manners.full(self.manners.recipients.get(address)) or await self.manners.meet(server, "rcpt")
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient taken"

    async def handle_DATA(self, server, session, envelope):
        if self.options.stall_for in envelope.rcpt_tos:
            await asyncio.Event().wait()
        reply = await self.manners.meet(server, "end")
        if reply:
            return reply
        self.log.write("message", server.number, **facts_of(session, envelope))
        if self.box is not None:
            self.box.add(envelope.original_content)
        server.messages += 1
        return "250 2.0.0 taken as number %d" % server.messages


def facts_of(session, envelope):
    message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    return {
        "tls": session.ssl is not None,
        "user": session.auth_data.decode() if isinstance(session.auth_data, bytes) else None,
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "mail_options": envelope.mail_options,
        "dsn": envelope.dsn if hasattr(envelope, "dsn") else [],
        "headers": [[name, str(value)] for name, value in message.items()],
        "parts": [{"type": part.get_content_type(), "content": text_of(part)} for part in parts],
        "defects": [repr(defect) for part in message.walk() for defect in part.defects],
        "base64": base64.b64encode(envelope.original_content).decode(),
    }


def text_of(part):
    return part.get_content().replace("\r\n", "\n") if part.get_content_maintype() == "text" else None


def without_dsn(arg, server):
    """The words of RFC 3461 are noted and taken off, since the library knows none of them."""
    if not arg or not server.options.dsn:
        return arg
    words = arg.split(" ")
    dsn = [word for word in words if word.partition("=")[0] in ("RET", "ENVID", "NOTIFY", "ORCPT")]
    if server.envelope is not None:
        server.envelope.dsn = getattr(server.envelope, "dsn", []) + dsn
    return " ".join(word for word in words if word not in dsn)


class Server(SMTP):
    connections = 0

    def __init__(self, options, manners, log, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.options, self.manners, self.log = options, manners, log
        self.messages = 0
        self.number = 0

    def connection_made(self, transport):
        if not self.number:
            Server.connections += 1
            self.number = Server.connections
            self.log.write("connect", self.number)
        super().connection_made(transport)

    def connection_lost(self, error):
        self.log.write("closed", self.number)
        super().connection_lost(error)

    async def _handle_client(self):
        if self.session.ssl is None or self.options.implicit:
            await self.manners.meet(self, "connect")
        await super()._handle_client()

    async def push(self, status):
        connect = self.manners.replies.get("connect")
        if connect and isinstance(status, str) and status.startswith("220 ") and "STARTTLS" not in status:
            status = self.manners.full(connect)
        await super().push(status)

    async def smtp_MAIL(self, arg):
        await super().smtp_MAIL(without_dsn(arg, self))

    async def smtp_RCPT(self, arg):
        await super().smtp_RCPT(without_dsn(arg, self))

    async def smtp_DATA(self, arg):
        reply = await self.manners.meet(self, "data")
        if reply:
            await self.push(reply)
            return
        if self.options.drop == "body":
            await self.push("354 go ahead")
            await self._reader.read(16)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)
        if self.options.drop_after == self.messages:
            self.transport.close()

    async def smtp_RSET(self, arg):
        self.log.write("command", self.number, verb="RSET")
        await super().smtp_RSET(arg)


async def main():
    options = arguments()
    warnings.simplefilter("ignore")
    logging.disable()  # clients that hang up are part of the tests
    manners, log = Manners(options), Log(options.log)
    handler = Handler(options, manners, log)

    def authenticate(server, session, envelope, mechanism, data):
        user, _, password = options.auth.partition(":")
        good = data.login == user.encode() and data.password == password.encode()
        log.write("command", server.number, verb="AUTH " + mechanism, good=good)
        return AuthResult(success=good, handled=good, auth_data=data.login)

    settings = {"data_size_limit": options.size, "enable_SMTPUTF8": True}
    if options.token:
        settings.update(authenticator=lambda *_: AuthResult(success=False, handled=False), auth_required=True,
                        auth_require_tls=False, auth_exclude_mechanism=["PLAIN", "LOGIN"])
    if options.auth:  # otherwise AUTH is not offered
        settings.update(authenticator=authenticate, auth_required=True, auth_require_tls=bool(options.starttls))
    if options.starttls:
        settings.update(tls_context=tls_context(options.starttls), require_starttls=True)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Server(options, manners, log, handler, loop=loop, **settings), "127.0.0.1", options.port,
        ssl=tls_context(options.implicit) if options.implicit else None)
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
