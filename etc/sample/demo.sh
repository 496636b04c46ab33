#!/bin/sh
# demo.sh BIN STATE: the sample plan of a fictional province over simulated days, delivered into a maildir.
set -eu
bin=$(cd "$1" && pwd)
rm -rf "$2"
mkdir -p "$2"
state=$(cd "$2" && pwd)
sample=$(cd "$(dirname "$0")" && pwd)
from=2026-05-01
to=2026-06-15

for program in dondoc dondocd; do
    [ -x "$bin/$program" ] || { echo "demo: $program is not built" >&2; exit 1; }
done

# Runs on a copy, so that the sample and what comes of it lie together and are easily thrown away.
cp -R "$sample/." "$state/"
cd "$state"
export DONDOC_CONFIG="$state/dondoc.yaml"

"$bin/dondoc" import ke-hoach-mau.docx
"$bin/dondocd" --config "$DONDOC_CONFIG" --from "$from" --to "$to"
"$bin/dondoc" deliveries
printf '\nCác thư nằm ở (the messages lie in): %s\n' "$state/maildir"
