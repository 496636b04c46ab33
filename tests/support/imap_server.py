#!/usr/bin/python3
"""An IMAP server (Dovecot) for tests, on 127.0.0.1, over TLS only: one user with one maildir. Prints "listening PORT" when it
is ready. Mails are put into FOLDER/mail/new, FOLDER/mail/cur shows by their flags what became of them.
"""

import argparse
import ctypes
import grp
import http.server
import json
import os
import pathlib
import pwd
import signal
import socket
import subprocess
import sys
import threading
import time

CONFIG = """
base_dir = {run}/base
state_dir = {run}/state
log_path = {run}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail:INDEX=MEMORY
{by_token}
passdb {{
  driver = static
  args = user={name} password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""

BY_TOKEN = """
auth_mechanisms = xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {run}/oauth2.conf
}}
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--certificate", nargs=2, metavar=("CERT", "KEY"), required=True)
    parser.add_argument("--login", default="loi:mat-khau", metavar="USER:PASSWORD")
    parser.add_argument("--token", metavar="TOKEN", help="only who shows this one (XOAUTH2) is let in, no password")
    parser.add_argument("--log", help="as the other servers take; unused")
    return parser.parse_args()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accounts():
    """Root's server needs other users; anybody else's runs as who starts it."""
    me = pwd.getpwuid(os.getuid())
    if os.getuid() != 0:
        return me, me
    return pwd.getpwnam("dovecot"), pwd.getpwnam("nobody")


def prepare(folder, owner):
    for name in ("new", "cur", "tmp"):
        (folder / "mail" / name).mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        for path in [folder, folder / "mail", *(folder / "mail").iterdir()]:
            os.chown(path, owner.pw_uid, owner.pw_gid)


class Tokens(http.server.BaseHTTPRequestHandler):
    """Who the provider's tokens belong to: Dovecot asks for each that it is shown."""

    def do_GET(self):
        good = self.path == "/?" + self.server.token
        content = json.dumps({"email": self.server.user}).encode() if good else b"{}"
        self.send_response(200 if good else 401)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


def start_tokens(user, token):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tokens)
    server.user, server.token = user, token
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def dies_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def wait_for(port, server):
    for _ in range(500):
        if server.poll() is not None:
            sys.exit("dovecot ended with %d" % server.returncode)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    sys.exit("dovecot does not listen")


def main():
    options = arguments()
    internal, owner = accounts()
    prepare(options.folder, owner)
    run = options.folder / "run"
    run.mkdir()
    port = free_port()
    name, password = options.login.split(":", 1)
    if options.token:
        tokens = start_tokens(name, options.token)
        (run / "oauth2.conf").write_text("tokeninfo_url = http://127.0.0.1:%d/?\n" % tokens)
    config = run / "dovecot.conf"
    config.write_text(CONFIG.format(
        run=run, folder=options.folder, certificate=options.certificate[0], key=options.certificate[1], port=port,
        by_token=BY_TOKEN.format(run=run) if options.token else "", user=internal.pw_name, group=grp.getgrgid(internal.pw_gid).gr_name,
        login=internal.pw_name, name=name, password=password, owner=owner.pw_uid, owner_group=owner.pw_gid))
    server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(config)], preexec_fn=dies_with_parent)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    wait_for(port, server)
    print("listening %d" % port, flush=True)
    server.wait()


if __name__ == "__main__":
    main()
