#!/bin/bash
# demo.sh: make a store, load lists, assess the six sample orders, and show the answers as a person sees them.
#
#   tools/demo.sh          the lists of SEKISHO_SHARED if it is set, else the invented sample of samples/lists
#   tools/demo.sh --reset  remove the store of the demo
#
# The store is DEMO_DATA (build/demo/data). A second run keeps it: lists that are there already change nothing, and an
# order that was assessed before gets a new version.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${DEMO_DATA:-build/demo/data}
mark=.sekisho-demo # in the store: this folder was made by the demo and may be removed by it
sekisho=build/release/sekisho

say() { printf '\ndemo: %s\n' "$*"; }

reset() {
    if [ ! -e "$data" ]; then
        echo "demo: there is no demo data"
    elif [ -e "$data/$mark" ] || [ "$data" = build/demo/data ]; then
        rm -rf "$data"
        echo "demo: removed $data"
    else
        echo "demo: $data was not made by the demo; it stays" >&2
        exit 1
    fi
}

make_store() {
    if [ -e "$data/$mark" ]; then
        say "going on with the store in $data (make demo-reset removes it)"
        return
    fi
    # Without the mark an earlier run was interrupted while it made the store.
    if [ "$data" = build/demo/data ]; then rm -rf "$data"; fi
    mkdir -p "$(dirname "$data")"
    say "making a store in $data"
    "$sekisho" init --data "$data" --home JP --timezone Asia/Tokyo
    touch "$data/$mark"
}

import_folder() { # FOLDER_OR_FILE...
    local files; mapfile -t files < <(find "$@" -type f ! -name '*.md' ! -name '.*' | LC_ALL=C sort)
    "$sekisho" import --data "$data" "${files[@]}"
}

load_lists() {
    if [ -n "${SEKISHO_SHARED:-}" ] && [ -d "$SEKISHO_SHARED/data/watchlists" ]; then
        say "loading the lists of $SEKISHO_SHARED/data"
        import_folder "$SEKISHO_SHARED/data/watchlists"
        import_folder "$SEKISHO_SHARED/data/coercion"
        import_folder "$SEKISHO_SHARED/data/cyber/misp-galaxy/china-defence-universities.json.xz"
    else
        say "no real lists here: loading the invented sample of samples/lists (real ones: make demo SEKISHO_SHARED=DIR)"
        import_folder samples/lists
    fi
}

assess_orders() {
    local order
    for order in samples/orders/*.json; do
        say "$sekisho assess --data $data $order"
        "$sekisho" assess --data "$data" "$order"
    done
}

case ${1:-} in
    --reset)
        reset
        ;;
    '')
        make_store
        load_lists
        assess_orders
        say "done. Ask it yourself, for example:
  $sekisho screen --data $data \"Hoshizora Shoji Co., Ltd.\""
        ;;
    *)
        sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
