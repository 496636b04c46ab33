#!/bin/sh
# lint.sh changed|all: layout, scripts, includes and clang-tidy. Called by `./run lint` from the root of the project.
set -eu
scope=$1
base=$(git merge-base HEAD main 2>/dev/null) || base=$(git rev-parse HEAD)

# The tracked files with these endings that changed since main, or all.
files() {
    if [ "$scope" = all ]; then git ls-files "$@"; else git diff --name-only --diff-filter=d "$base" -- "$@"; fi
}

failed=0
check() {
    printf '%s ...\n' "$1"
    shift
    "$@" || failed=1
}

layout() { files '*.cpp' '*.hpp' | xargs -r clang-format --dry-run -Werror; }

scripts() {
    # shellcheck disable=SC2046  # names of ours have no spaces
    set -- run .ci/run $(git ls-files '*.sh')
    for script in "$@"; do
        case $(head -n 1 "$script") in *bash*) bash -n "$script" ;; *) sh -n "$script" ;; esac || return 1
    done
    if command -v shellcheck >/dev/null; then shellcheck "$@"; fi
}

# Preset lint has no precompiled headers, so an include that is missing is an error here.
tidy() {
    cmake build/lint >/dev/null
    files '*.cpp' | while read -r file; do
        if grep -qF "/$file\"" build/lint/compile_commands.json; then echo "$file"; fi
    done | xargs -r -n 1 -P "$(nproc)" clang-tidy -p build/lint --quiet \
        --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-unused-command-line-argument 2>build/lint/tidy.log
}

check 'Layout (clang-format)' layout
check 'Scripts (sh -n, shellcheck)' scripts
check 'Sources (clang-tidy)' tidy
if [ "$failed" -ne 0 ]; then
    echo 'lint: something is to be mended; clang-format -i FILE mends layout' >&2
    exit 1
fi
