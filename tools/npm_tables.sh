#!/bin/bash
# npm_tables.sh: fetch the packages of npm_packages.txt into build/tools/npm (or SEKISHO_NPM_DIR), one folder each.
#
#   tools/npm_tables.sh            fetch what is missing
#   tools/npm_tables.sh --missing  exit 0 if something is missing, 1 if all is there; fetches nothing
#
# Each package has a fixed version and a checksum; npm only downloads (no script of a package runs). A folder appears
# under its name only when it is complete, so an interrupted run is simply repeated.
set -euo pipefail
cd "$(dirname "$0")/.."
list=tools/npm_packages.txt
into=${SEKISHO_NPM_DIR:-build/tools/npm}

rows() { grep -v -e '^#' -e '^$' "$list"; }

is_there() { # FOLDER SHA256
    [ "$(cat "$into/$1/.sha256" 2>/dev/null)" = "$2" ]
}

is_something_missing() {
    local folder package version sum
    while read -r folder package version sum; do
        is_there "$folder" "$sum" || return 0
    done < <(rows)
    return 1
}

fetch() { # FOLDER PACKAGE VERSION SHA256
    local work=$into/$1.part file got
    echo "setup: fetching $2 $3 (npm pack)"
    rm -rf "$work" && mkdir -p "$work"
    if ! npm pack --silent --ignore-scripts --pack-destination "$work" "$2@$3" >"$work/log" 2>&1; then
        sed 's/^/setup:   /' "$work/log" >&2
        echo "setup: npm could not fetch $2 $3; the build needs its table. Check the network (npm config get registry)" \
            "and run the command again." >&2
        exit 1
    fi
    file=$(find "$work" -name '*.tgz')
    got=$(sha256sum <"$file" | cut -d' ' -f1)
    if [ "$got" != "$4" ]; then
        echo "setup: $2 $3 has the checksum $got, expected $4 ($list); nothing was taken from it." >&2
        exit 1
    fi
    tar -xzf "$file" -C "$work"
    echo "$4" >"$work/package/.sha256"
    rm -rf "${into:?}/$1" && mv "$work/package" "$into/$1" && rm -rf "$work"
}

if [ "${1:-}" = --missing ]; then
    is_something_missing
    exit
fi
while read -r folder package version sum <&3; do
    is_there "$folder" "$sum" || fetch "$folder" "$package" "$version" "$sum"
done 3< <(rows)
