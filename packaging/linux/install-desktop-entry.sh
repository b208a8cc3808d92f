#!/bin/sh
# Makes the desktop know the Pestle in this folder, for this user alone: its entry in the menu, its icons, and .rdp files.
#
#   ./install-desktop-entry.sh            puts them into ~/.local/share
#   ./install-desktop-entry.sh --remove   takes them away again
#
# Nothing is opened with Pestle because of it; that is chosen in Pestle's settings or in those of the desktop.
set -eu

say() { printf '%s\n' "$1"; }
fail() {
  say "install-desktop-entry.sh: $1" >&2
  exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
data=${XDG_DATA_HOME:-${HOME:?}/.local/share}
entry=$data/applications/pestle.desktop
file_type=$data/mime/packages/pestle.xml

# Programs of the desktop that keep lists of such files; where one is missing, the desktop looks by itself.
refresh() {
  if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q "$data/applications" || true
  fi
  if command -v update-mime-database >/dev/null 2>&1; then
    update-mime-database "$data/mime" >/dev/null 2>&1 || true
  fi
  if [ -d "$data/icons/hicolor" ]; then touch "$data/icons/hicolor"; fi
}

case "${1:-}" in
  '') ;;
  --remove)
    rm -f "$entry" "$file_type" "$data"/icons/hicolor/*/apps/pestle.png "$data/icons/hicolor/scalable/apps/pestle.svg"
    refresh
    say 'The desktop does not know this Pestle any more.'
    exit 0
    ;;
  *) fail "there is no option $1. There is: --remove" ;;
esac

[ -x "$here/pestle" ] || fail "there is no program pestle beside it, in $here"
case "$here" in
  *'
'*) fail 'a folder with a line break in its path cannot be written into a desktop entry' ;;
esac
# A quoted word of Exec: the marks of a shell get a backslash, which is doubled as in every text of an entry.
program=$(printf '%s/pestle' "$here" | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')

mkdir -p "$data/applications" "$data/mime/packages"
cat >"$entry" <<END
[Desktop Entry]
Name=Pestle
Exec="$program" -- %U
Terminal=false
Type=Application
Icon=pestle
StartupWMClass=pestle
GenericName=Remote access client
Keywords=ssh;rdp;vnc;telnet;kubernetes;remote;desktop;terminal;guacamole;
StartupNotify=true
SingleMainWindow=true
Actions=new-connection;
Comment=Opens SSH, RDP, VNC, telnet and Kubernetes sessions side by side in one window
MimeType=application/x-rdp;x-scheme-handler/ssh;x-scheme-handler/rdp;x-scheme-handler/vnc;x-scheme-handler/telnet;
Categories=Network;RemoteAccess;

[Desktop Action new-connection]
Name=New Connection
Exec="$program" new
END
cat >"$file_type" <<'END'
<?xml version="1.0" encoding="utf-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
<mime-type type="application/x-rdp">
  <glob pattern="*.rdp"/>
  <comment>Remote Desktop connection</comment>
</mime-type>
</mime-info>
END
for icon in "$here"/icons/*.png; do
  size=$(basename "$icon" .png)
  mkdir -p "$data/icons/hicolor/$size/apps"
  cp "$icon" "$data/icons/hicolor/$size/apps/pestle.png"
done
mkdir -p "$data/icons/hicolor/scalable/apps"
cp "$here/icons/icon.svg" "$data/icons/hicolor/scalable/apps/pestle.svg"
refresh
say "The desktop knows Pestle now. To undo it: $here/install-desktop-entry.sh --remove"
