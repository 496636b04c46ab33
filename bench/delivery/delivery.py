#!/usr/bin/python3
"""Delivery side by side: dondoc's whole path, the bare library, and the programs that others use.

All in one run on one machine, over loopback, in rounds: each round runs every sender of a group once, and a ratio is the
median of the rounds' ratios, so that what else the machine does falls on both. What is missing is said and left out.

delivery.py BUILD_FOLDER [ROUNDS]
"""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

BENCH = pathlib.Path(sys.argv[1], "bench")
TOOLS = pathlib.Path(sys.argv[1], "tools").resolve()
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
MAILS = {1: 2000, 4: 6000, 16: 12000}  # by connections
WEBHOOKS = 40_000
ALERTS = 10_000
CONNECTIONS = 16
BODY = 'wrk.method = "POST"\nwrk.body = \'{{"type":"digest","lines":"{}"}}\'\n' \
       'wrk.headers["Content-Type"] = "application/json"\n'


class Missing(Exception):
    pass


def tool(name):
    for place in ("usr/sbin", "usr/bin"):
        if (TOOLS / place / name).exists():
            return str(TOOLS / place / name)
    if found := shutil.which(name) or shutil.which(f"/usr/sbin/{name}"):
        return found
    raise Missing(f"{name} is not here (bench/delivery/tools.sh fetches it)")


def environment():
    folders = [TOOLS / "usr/lib/postfix", *TOOLS.glob("usr/lib/*-linux-gnu")]
    return {"LD_LIBRARY_PATH": ":".join(map(str, folders)), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


def free_port():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


@contextlib.contextmanager
def running(command, port=None):
    """A server, ready when it prints its port or listens on `port`."""
    process = subprocess.Popen([str(word) for word in command], env=environment(), text=True,
                               stdout=subprocess.PIPE if port is None else subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if port is None:
            port = int(process.stdout.readline().split()[1])
        else:
            wait_for(port, process)
        yield port, process
    finally:
        process.kill()
        process.wait()


def wait_for(port, process):
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise Missing(f"{process.args[0]} does not listen on port {port}")


def rate_of(command):
    said = json.loads(subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE).stdout)
    return said["messages"] / said["seconds"]


def dondoc(kind, port, messages, connections):
    with tempfile.TemporaryDirectory(dir=BENCH) as folder:
        return rate_of([BENCH / "delivery_dondoc", kind, port, messages, connections, f"{folder}/dondoc.db"])


def libcurl(kind, port, messages, connections):
    return rate_of([BENCH / "delivery_libcurl", kind, port, messages, connections])


def smtp_source(port, messages, connections):
    command = [tool("smtp-source"), "-d", "-s", connections, "-l", 5000, "-m", messages, "-f", "don-doc@so.example",
               "-t", "don-vi@so.example", f"127.0.0.1:{port}"]
    started = time.monotonic()
    subprocess.run([str(word) for word in command], check=True, env=environment())
    return messages / (time.monotonic() - started)


def wrk(port, folder):
    script = pathlib.Path(folder, "post.lua")
    script.write_text(BODY.format("x" * 970), encoding="utf-8")
    command = [tool("wrk"), "-t", 1, "-c", CONNECTIONS, "-d", "2s", "-s", script, f"http://127.0.0.1:{port}/hook"]
    said = subprocess.run([str(word) for word in command], check=True, env=environment(), text=True,
                          stdout=subprocess.PIPE).stdout
    return float(next(line for line in said.splitlines() if line.startswith("Requests/sec")).split()[1])


def count_of(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        return int(answer.read())


def memory_of(process):
    """The most it ever held, in MB."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


ALERTMANAGER = """\
route: {receiver: out, group_by: [id], group_wait: 0s, group_interval: 1h, repeat_interval: 4h}
receivers: [{name: out, webhook_configs: [{url: "http://127.0.0.1:%d/hook", send_resolved: false, max_alerts: 1}]}]
"""


def with_own_share():
    """Debian's Alertmanager wants its template in /usr/share: where it was only unpacked, that is shown to it alone."""
    share = TOOLS / "usr/share"
    if not (share / "prometheus").exists():
        return []
    return ["unshare", "-r", "-m", "sh", "-c", f'mount --bind "{share.resolve()}" /usr/share && exec "$@"', "sh"]


def alertmanager(sink, folder):
    """Notifications a second, and memory in MB. One alert is one group is one notification."""
    config = pathlib.Path(folder, "alertmanager.yml")
    config.write_text(ALERTMANAGER % sink, encoding="utf-8")
    port = free_port()
    command = [*with_own_share(), tool("prometheus-alertmanager"), f"--config.file={config}", f"--web.listen-address=127.0.0.1:{port}",
               "--cluster.listen-address=", f"--storage.path={folder}/alertmanager", "--log.level=error"]
    alerts = [{"labels": {"alertname": "digest", "id": f"m-{i:07}"}, "annotations": {"lines": "x" * 900}}
              for i in range(ALERTS)]
    batches = [json.dumps(alerts[i:i + 500]).encode() for i in range(0, ALERTS, 500)]
    with running(command, port) as (_, process):
        before, started = count_of(sink), time.monotonic()
        for batch in batches:
            request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v2/alerts", batch,
                                             {"Content-Type": "application/json"})
            urllib.request.urlopen(request).close()
        while count_of(sink) - before < ALERTS:
            if time.monotonic() - started > 120:
                raise Missing(f"Alertmanager sent {count_of(sink) - before} of {ALERTS} notifications in 120 s")
            time.sleep(0.005)
        return ALERTS / (time.monotonic() - started), memory_of(process)


def compare(title, senders):
    """Runs the senders in rounds; prints the median of each and how the first one stands to it."""
    rates = {name: [] for name in senders}
    for _ in range(ROUNDS):
        for name, send in list(senders.items()):
            try:
                rates[name].append(send())
            except Missing as missing:
                print(f"  {name}: left out, {missing}")
                del senders[name], rates[name]
    first, *_ = senders
    print(f"\n{title}")
    for name in senders:
        ratio = statistics.median(a / b for a, b in zip(rates[first], rates[name]))
        spread = f"{min(rates[name]):,.0f} to {max(rates[name]):,.0f}"
        note = "" if name == first else f"   dondoc / it: {ratio:.2f}"
        print(f"  {name:34}{statistics.median(rates[name]):>9,.0f} /s  ({spread}){note}", flush=True)


def mails():
    for connections, messages in MAILS.items():
        port = free_port()
        # As root it asks whom to become.
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        with running([tool("smtp-sink"), *user, f"127.0.0.1:{port}", 1000], port):
            compare(f"mail of 5 kB to smtp-sink, {connections} connection{'s'[:connections > 1]}", {
                "dondoc, outbox and receipts": lambda: dondoc("smtp", port, messages, connections),
                "bare libcurl": lambda: libcurl("smtp", port, messages, connections),
                "smtp-source -d": lambda: smtp_source(port, messages, connections),
            })


def webhooks():
    memory = []

    def notifications():
        with tempfile.TemporaryDirectory() as place:
            rate, megabytes = alertmanager(port, place)
        memory.append(megabytes)
        return rate

    with tempfile.TemporaryDirectory() as folder, running([BENCH / "delivery_sink"]) as (port, _):
        compare(f"webhooks of 1 kB, {CONNECTIONS} connections", {
            "dondoc, outbox and receipts": lambda: dondoc("webhook", port, WEBHOOKS, CONNECTIONS),
            "bare libcurl": lambda: libcurl("webhook", port, WEBHOOKS, CONNECTIONS),
            "wrk": lambda: wrk(port, folder),
            "Alertmanager, a group each": notifications,
        })
    if memory:
        print(f"  Alertmanager held {max(memory):.0f} MB")


SITE = """\
site: {{name: Bench, mail_from: Don doc <don-doc@so.example>}}
state: state
listen: off
channels: [{{id: mail, kind: smtp, host: 127.0.0.1, port: {port}, tls: none, from: don-doc@so.example}}]
"""
QUEUED = 100_000


def cpu_of(process):
    """Seconds of all its threads so far."""
    words = pathlib.Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def at_rest():
    """The daemon with messages for a server that is not there, then with nothing to do."""
    print("\nthe daemon by itself")
    for messages, seconds in ((QUEUED, 20), (0, 60)):
        with tempfile.TemporaryDirectory(dir=BENCH) as name:
            folder = pathlib.Path(name)
            (folder / "state").mkdir(mode=0o700)
            (folder / "rules.d").mkdir()
            (folder / "calendars").mkdir()
            (folder / "dondoc.yaml").write_text(SITE.format(port=free_port()), encoding="utf-8")
            (folder / "units.yaml").write_text("roles: {planning-office: a}\nunits: [{id: a, name: A}]\n", encoding="utf-8")
            (folder / "rules.d/rules.yaml").write_text(
                'policies: [{id: a, match: "true", remind: {lead: [1d]}}]\n', encoding="utf-8")
            subprocess.run([BENCH / "delivery_dondoc", "fill", "mail", "a@so.example", str(messages),
                            folder / "state/dondoc.db"], check=True)
            daemon = subprocess.Popen([BENCH.parent / "bin/dondocd", "--config", folder / "dondoc.yaml"],
                                      stderr=subprocess.DEVNULL)
            try:
                time.sleep(10)
                before = cpu_of(daemon)
                time.sleep(seconds)
                used = (cpu_of(daemon) - before) / seconds
                if daemon.poll() is not None:
                    raise Missing(f"dondocd ended with {daemon.returncode}")
                print(f"  {messages:>7,} messages queued: {memory_of(daemon):.0f} MB, {100 * used:.2f} % of a processor",
                      flush=True)
            finally:
                daemon.kill()
                daemon.wait()


for part in (mails, webhooks, at_rest):
    try:
        part()
    except Missing as missing:
        print(f"{part.__name__}: left out, {missing}")
