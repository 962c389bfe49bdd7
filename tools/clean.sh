#!/bin/bash
# clean.sh build|all: remove what the make commands left.
#
#   build   the build folders; fetched packages and the data of the demo stay
#   all     the whole folder build/; the Debian packages that setup.sh installed are named, not removed, because other
#           programs may use them by now
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1:-} in
    build)
        rm -rf build/release build/asan build/tsan build/fuzz build/check build/*.log apps/web/dist
        echo "clean: removed the build folders (build/tools and build/demo stay)"
        ;;
    all)
        packages=$(sort -u build/setup/installed.txt 2>/dev/null | tr '\n' ' ')
        python3 tools/demo.py --reset || true
        rm -rf build apps/web/dist apps/web/node_modules
        echo "uninstall: removed the folder build/ and what was fetched for the pages"
        if [ -n "$packages" ]; then
            echo "uninstall: set-up had installed these Debian packages; if nothing else needs them, remove them with"
            echo "  sudo apt-get autoremove --purge $packages"
        fi
        ;;
    *)
        sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
