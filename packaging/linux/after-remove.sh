#!/bin/sh
# postrm of the package. What users have in their home folders is theirs and stays.
set -e
case "$1" in
  remove | purge)
    if [ -e /etc/apparmor.d/pestle ]; then
      if command -v apparmor_parser >/dev/null 2>&1; then
        apparmor_parser --remove /etc/apparmor.d/pestle >/dev/null 2>&1 || true
      fi
      rm -f /etc/apparmor.d/pestle
    fi
    if command -v update-mime-database >/dev/null 2>&1; then
      update-mime-database /usr/share/mime || true
    fi
    if command -v update-desktop-database >/dev/null 2>&1; then
      update-desktop-database -q /usr/share/applications || true
    fi
    ;;
esac
