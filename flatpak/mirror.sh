#!/bin/sh
# Prints the mirror that apt is set up for: the first "URIs:" of a deb822 file, or the first line "deb".
set -eu
cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ { print $2; found = 1; exit } END { exit !found }' ||
  awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^http/) { print $i; exit } }' /etc/apt/sources.list
