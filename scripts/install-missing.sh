#!/bin/sh
# Installs the system packages that are missing, or says which they are.
# usage: install-missing.sh "debian packages" "ubuntu packages" "homebrew packages"
set -eu

if ! command -v swift >/dev/null 2>&1; then
    echo "Swift 6.2 or newer is missing: https://www.swift.org/install/" >&2
    exit 69
fi

if command -v apt-get >/dev/null 2>&1; then
    wanted=$1
    if grep -qi '^ID=ubuntu' /etc/os-release 2>/dev/null; then wanted=$2; fi
    missing=
    for package in $wanted; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) in
        installed) ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || exit 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "These packages are missing; install them as root: apt-get install$missing" >&2
            exit 69
        fi
        as_root=sudo
    fi
    echo "Installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    # The lists of a fresh machine are empty or old.
    $as_root apt-get -qq update
    # shellcheck disable=SC2086
    $as_root apt-get -qq install -y --no-install-recommends $missing >/dev/null
elif command -v brew >/dev/null 2>&1; then
    for package in $3; do
        brew list "$package" >/dev/null 2>&1 || brew install "$package"
    done
else
    echo "Neither apt-get nor brew is here. Install by hand: FFmpeg 5.1 or newer with its headers (libavcodec," >&2
    echo "libavfilter, libavformat, libavutil, libswscale), libheif, libjpeg-turbo, Little CMS, zlib and pkg-config." >&2
    exit 69
fi
