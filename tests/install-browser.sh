#!/bin/sh
# Chromium for the browser tests, by the system's package manager where there is none yet.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
packages="chromium fonts-dejavu-core fonts-noto-core"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && ! grep -qs '^ID=ubuntu' /etc/os-release; then
  echo "Installing for the browser tests: $packages"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
elif grep -qs '^ID=ubuntu' /etc/os-release; then
  .venv/bin/python -m playwright install chromium
else
  echo "The browser tests need Chromium. Run: sudo apt-get install -y $packages" >&2
  exit 1
fi
