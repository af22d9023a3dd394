#!/usr/bin/env bash
# Prints the path of a Chromium that starts, and installs one where there is none.
#
#   ensure_chromium.sh [PYTHON]    PYTHON has Playwright; .venv/bin/python unless given
#
# A browser named in CHROMIUM is taken first. All that is said on the way goes to standard error.
set -euo pipefail
python=${1:-.venv/bin/python}

starts() {
  [[ -n $1 && -x $1 ]] && "$1" --version >/dev/null 2>&1
}

from_path() {
  local name path
  for name in chromium chromium-browser google-chrome; do
    # A name may be on the path and still be a stub that only says how to install it.
    if path=$(command -v "$name") && starts "$path"; then
      echo "$path"
      return 0
    fi
  done
  return 1
}

from_playwright() {
  local path
  path=$("$python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
') && starts "$path" && echo "$path"
}

install_from_debian() {
  command -v apt-get >/dev/null || return 1
  local -a as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  echo "No Chromium found: installing the package chromium" >&2
  "${as_root[@]}" apt-get update -qq >&2 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2
}

install_from_playwright() {
  echo "No Chromium found: installing the one of Playwright" >&2
  "$python" -m playwright install chromium >&2
}

if [[ -n ${CHROMIUM:-} ]]; then
  starts "$CHROMIUM" && echo "$CHROMIUM" && exit 0
  echo "CHROMIUM=$CHROMIUM does not start" >&2
  exit 1
fi
from_path && exit 0
from_playwright 2>/dev/null && exit 0
install_from_debian && from_path && exit 0
install_from_playwright && from_playwright && exit 0

echo "No Chromium, and none could be installed. Install one, or name it: CHROMIUM=/path/to/chromium make test" >&2
exit 1
