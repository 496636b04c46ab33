#!/bin/sh
# tools.sh FOLDER PACKAGE...: fetches what the comparison runs beside dondoc and unpacks it there. Nothing is installed:
# the Debian packages of a mail server and of Alertmanager would start services.
set -eu
mkdir -p "$1"
cd "$1"
shift
[ ! -e complete ] || exit 0
command -v apt-get >/dev/null || exit 0
apt-get download "$@" >download.log 2>&1 || {
    tail -n 3 download.log >&2
    echo 'not everything could be fetched (run apt-get update?): rows of what is missing are left out' >&2
}
for package in ./*.deb; do
    [ ! -e "$package" ] || dpkg-deb -x "$package" .
done
touch complete
