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

# What a set-up of meson rests on and ninja cannot watch: where the clone lies, and which folders take part.
fingerprint() {
    pwd
    find . -path ./build -prune -o -name meson.build -print | LC_ALL=C sort
}

# Bring the set-up of build/KIND up to date: none yet or interrupted, or from another place: anew; other folders: a look.
prepare() { # KIND
    local was=build/$1/fingerprint
    if [ ! -f "build/$1/build.ninja" ] || [ "$(head -1 "$was" 2>/dev/null)" != "$PWD" ]; then
        configure "$1"
    elif [ "$(fingerprint)" != "$(cat "$was")" ]; then
        meson setup --reconfigure "build/$1" >"build/$1.log" 2>&1 || { tail -15 "build/$1.log" >&2; exit 1; }
    else
        return 0
    fi
    fingerprint >"$was"
}

for kind in "$@"; do
    echo "build: $kind"
    # What people run holds the pages; builds for tests take them as they are.
    if [ "$kind" = release ]; then tools/node.sh build; fi
    prepare "$kind"
    ninja -C "build/$kind" -j "$(nproc)" --quiet
done
if [ -x build/release/apps/cli/sekisho ]; then ln -sfn apps/cli/sekisho build/release/sekisho; fi
