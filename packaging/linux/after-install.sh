#!/bin/sh
# postinst of the package. electron-builder passes it on as it is; an administrator's own choice of mode is kept.
set -e
helper='/opt/Pestle/chrome-sandbox'
# Chromium uses it only where ordinary programs can make no user namespaces.
if ! dpkg-statoverride --list "$helper" >/dev/null 2>&1; then
  chown root:root "$helper"
  chmod 4755 "$helper"
fi
# Where AppArmor keeps user namespaces to programs it knows (Ubuntu since 24.04). Older versions cannot read it.
profile='/opt/Pestle/resources/apparmor-profile'
if [ -d /etc/apparmor.d ] && command -v apparmor_parser >/dev/null 2>&1 &&
  apparmor_parser --skip-kernel-load --skip-cache "$profile" >/dev/null 2>&1; then
  cp "$profile" /etc/apparmor.d/pestle
  chmod 644 /etc/apparmor.d/pestle
  if command -v aa-enabled >/dev/null 2>&1 && aa-enabled --quiet; then
    apparmor_parser --replace --write-cache /etc/apparmor.d/pestle || true
  fi
fi
if command -v update-mime-database >/dev/null 2>&1; then
  update-mime-database /usr/share/mime || true
fi
if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database -q /usr/share/applications || true
fi
