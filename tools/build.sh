#!/bin/bash
# build.sh KIND...: configure (once) and build in build/KIND. With nothing changed this is a question to ninja.
#
#   release   what people run: optimised, with symbols; leaves build/release/sekisho
#   asan      address and undefined-behaviour sanitizers, with tests
#   tsan      thread sanitizer, with tests
#   fuzz      clang, libFuzzer and the address sanitizer
set -euo pipefail
cd "$(dirname "$0")/.."

configure() { # KIND
    case $1 in
        release) set -- "$1" -Dbuildtype=debugoptimized -Dtests=false ;;
        asan) set -- "$1" -Dbuildtype=debugoptimized -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false ;;
        tsan) set -- "$1" -Dbuildtype=debugoptimized -Doptimization=1 -Db_sanitize=thread -Db_lundef=false ;;
        fuzz) export CC=clang CXX=clang++
            set -- "$1" -Dbuildtype=debugoptimized -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false \
                -Dfuzz=true ;;
        *) echo "build.sh: unknown kind of build: $1" >&2; exit 2 ;;
    esac
    local dir=build/$1; shift
    rm -rf "$dir"
    mkdir -p build
    meson setup "$dir" "$@" >"$dir.log" 2>&1 || {
        tail -15 "$dir.log" >&2
        rm -rf "$dir"
        exit 1
    }
}

# The root meson.build takes the folders that exist, which ninja cannot watch: a new or gone one asks for a new look.
note_folders() { # KIND
    local now; now=$(find . -path ./build -prune -o -name meson.build -print | LC_ALL=C sort)
    [ "$now" != "$(cat "build/$1/folders" 2>/dev/null)" ] || return 0
    [ ! -f "build/$1/folders" ] || meson setup --reconfigure "build/$1" >"build/$1.log"
    printf '%s\n' "$now" >"build/$1/folders"
}

for kind in "$@"; do
    echo "build: $kind"
    # Without build.ninja an earlier set-up was interrupted.
    [ -f "build/$kind/build.ninja" ] || configure "$kind"
    note_folders "$kind"
    ninja -C "build/$kind" -j "$(nproc)" --quiet
done
if [ -x build/release/apps/cli/sekisho ]; then ln -sfn apps/cli/sekisho build/release/sekisho; fi
