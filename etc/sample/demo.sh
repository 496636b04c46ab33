#!/bin/sh
# demo.sh BIN DIRECTORY, from the root of the repository: the sample plan over simulated days, delivered into a maildir.
# Needs no network and writes only below DIRECTORY, where dondoc.yaml beside this script puts its state and its mails.
set -eu
bin=$1
directory=$2
imported=2026-06-03
to=2026-06-12
config=etc/sample/dondoc.yaml

for program in dondoc dondocd; do
    [ -x "$bin/$program" ] || { echo "demo: $program is not built" >&2; exit 1; }
done

title() { printf '\n== %s ==\n\n' "$*"; }
dondoc() { "$bin/dondoc" --config "$config" "$@"; }
run_daemon() { "$bin/dondocd" --config "$config" "$@" 2>>"$directory/dondocd.log"; }
# The text part of a mail, whichever way it is encoded.
text_of() {
    part=$(awk '/^Content-Type: text\/plain/ { part = 1 } /^--=_/ { part = 0 }
                part == 2 { sub(/\r$/, ""); print } part == 1 && /^\r?$/ { part = 2 }' "$1")
    if grep -A 1 '^Content-Type: text/plain' "$1" | grep -q 'base64'; then
        printf '%s\n' "$part" | base64 -d | tr -d '\r'
    else
        printf '%s\n' "$part" | unquote
    fi
}
# Undoes quoted-printable.
unquote() {
    LC_ALL=C awk '
        BEGIN { for (i = 0; i < 256; ++i) byte[sprintf("%02X", i)] = sprintf("%c", i) }
        {
            soft = sub(/=$/, "")
            while (match($0, /=[0-9A-F][0-9A-F]/)) {
                printf "%s%s", substr($0, 1, RSTART - 1), byte[substr($0, RSTART + 1, 2)]
                $0 = substr($0, RSTART + 3)
            }
            printf soft ? "%s" : "%s\n", $0
        }'
}

rm -rf "$directory"
mkdir -p "$directory/state"

title "Quy tắc đúng, và làm đúng như bài thử của chúng (the rules are right)"
dondoc check
dondoc test --verbose

title "Nhập kế hoạch, thứ Tư 03/6/2026 (the plan goes in)"
dondoc --today "$imported" import --accept etc/sample/ke-hoach-mau.docx
run_daemon --from "$imported" --to 2026-06-05

title "Đến thứ Hai 08/6 hầu hết đơn vị đã báo cáo, một việc được gia hạn (most units have reported)"
for report in $(dondoc --today 2026-06-08 --json due --days 2 | grep -o 'kh88-6-thang/[a-z0-9-]*@2026-H1'); do
    case $report in
        */so-gddt@* | */bv-san-nhi@* | */xa-dong-lau@*) echo "$report: chưa có báo cáo (missing)" ;;
        *) dondoc --today 2026-06-08 "done" "$report" >/dev/null ;;
    esac
done
dondoc --today 2026-06-08 extend 88-kh-ubnd-2026/5 --until 2026-06-30 --basis "Công văn 615/UBND-KGVX"
run_daemon --from 2026-06-08 --to "$to"

title "Đã báo ai, điều gì, khi nào (who was told what, when)"
dondoc deliveries

title "Một thư như đơn vị nhận được (one mail as a unit gets it)"
for mail in "$directory"/mail/new/*; do
    if grep -q '^Date: Wed, 10 Jun' "$mail" && grep -q 'lanhdao@sogddt' "$mail"; then text_of "$mail"; fi
done

title "Xem tiếp (more to try)"
cat <<END
Thư (mails):    $directory/mail/new
Nhật ký (log):  $directory/dondocd.log

  $bin/dondoc --config $config --today $to due
  $bin/dondoc --config $config --today $to explain kh88-6-thang/xa-dong-lau
  $bin/dondoc --config $config --today $to simulate --to 2026-06-30
END
