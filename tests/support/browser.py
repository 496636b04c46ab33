"""A real browser for tests: Debian's chromium, driven through its chromedriver (W3C WebDriver) with nothing but Python.

Emulation is the browser's own (DevTools protocol), because a window cannot be made as narrow as a phone.
"""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import urllib.request

DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium")
PATIENCE = 120


def missing():
    """Why there is no browser, or nothing."""
    return None if DRIVER and BROWSER else "no browser: install chromium and chromium-driver"


class Browser:
    """One page at a time; it reaches nothing but files of this machine."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="dondoc-browser-")
        self.session = None
        self.driver = subprocess.Popen([DRIVER, "--port=0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, text=True)
        try:
            self.port = self._port()
            arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                         "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + self.profile]
            answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
                "browserName": "chrome", "goog:chromeOptions": {"binary": BROWSER, "args": arguments}}}})
            self.session = answer["sessionId"]
        except BaseException:
            self.close()
            raise

    def _port(self):
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                return int(found.group(1))
        raise RuntimeError("chromedriver did not start")

    def _call(self, method, path, body=None):
        request = urllib.request.Request("http://127.0.0.1:%d%s" % (self.port, path), method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def _in_session(self, path, body):
        return self._call("POST", "/session/%s%s" % (self.session, path), body)

    def devtools(self, command, **parameters):
        return self._in_session("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def emulate(self, width, scheme="light", media="screen", height=844):
        """A screen of that width, as a phone has it where it is narrow, of somebody who likes it light or dark."""
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, mobile=width < 600,
                      deviceScaleFactor=1)
        self.devtools("Emulation.setEmulatedMedia", media=media,
                      features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, path):
        self._in_session("/url", {"url": "file://%s" % path})

    def run(self, script, *arguments):
        """What a script returns: the body of a function."""
        return self._in_session("/execute/sync", {"script": script, "args": list(arguments)})

    def screenshot(self, path, most_height=6000):
        """The page from its top, not only what the screen holds."""
        width, height = self.run("const e = document.scrollingElement; return [e.clientWidth, e.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, most_height), "scale": 1}
        shot = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def close(self):
        if self.session:
            self._call("DELETE", "/session/" + self.session)
        self.driver.terminate()
        self.driver.wait(PATIENCE)
        self.driver.stdout.close()
        shutil.rmtree(self.profile, ignore_errors=True)
