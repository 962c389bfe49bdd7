#!/bin/bash
# setup.sh TIER: install what `make build` (tier build) or `make check` (tier check) needs and is missing.
#
# The packages and the reason for each are in packages.txt. With nothing missing this only asks dpkg and ends.
# As root, or where sudo may be used, apt-get installs; otherwise the line to type is printed, nothing is changed and
# the exit status is 1. Every step can be interrupted and repeated: half-configured packages are configured first,
# apt-get goes on with partial downloads, and a fetched npm package counts only when it is complete.
set -euo pipefail
cd "$(dirname "$0")/.."
tier=${1:-build}
record=build/setup/installed.txt # what was not there before: `make uninstall` shows it

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

wanted() {
    local tiers=build
    [ "$tier" = check ] && tiers='build|check'
    if tools/npm_tables.sh --missing && ! command -v npm >/dev/null; then tiers="$tiers|fetch"; fi
    awk -v tiers="^($tiers)\$" '$1 ~ tiers {print $2}' tools/packages.txt
}

# The packages of standard input that are not fully installed.
missing_of() {
    local names; mapfile -t names
    { dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' "${names[@]}" 2>/dev/null || true; } |
        awk 'NR == FNR { if ($1 == "ii") { sub(/:.*/, "", $2); there[$2] = 1 } next } !($1 in there)' - \
            <(printf '%s\n' "${names[@]}")
}

# How to become root: nothing, sudo, or empty-handed.
find_root() {
    if [ "$(id -u)" = 0 ]; then as_root=(env)
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root=(sudo env)
    else return 1; fi
}

apt() {
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 \
        -o DPkg::Lock::Timeout=300 "$@"
}

install_debian() { # PACKAGE...
    say "missing Debian packages: $*"
    find_root || fail "these need root. Run this line, then the command again:

  $(compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || echo 'sudo apt-get update && ')sudo apt-get install -y \
--no-install-recommends $*
"
    mkdir -p "${record%/*}" && printf '%s\n' "$@" >>"$record"
    # After an interruption dpkg refuses to work until this was done; what it cannot mend, --fix-broken below can.
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive dpkg --configure -a >build/setup/dpkg.log 2>&1 || true
    say "reading the package lists (apt-get update)"
    apt update || say "the lists could not be renewed; going on with those that are here"
    say "installing (apt-get install --no-install-recommends); this takes a few minutes the first time"
    apt install --fix-broken --no-install-recommends "$@" >build/setup/apt.log 2>&1 || {
        tail -20 build/setup/apt.log >&2
        fail "apt-get failed (all of it: build/setup/apt.log). The same command goes on from here."
    }
    say "installed $# packages"
}

if command -v dpkg-query >/dev/null; then
    mapfile -t missing < <(wanted | missing_of)
    [ ${#missing[@]} = 0 ] || install_debian "${missing[@]}"
else
    say "this is not a Debian system; what the build needs is listed in tools/packages.txt"
fi
if tools/npm_tables.sh --missing; then tools/npm_tables.sh; fi
