/**
 * A POSIX shell program that gives a command a file system of its own: an empty one, into which only what is named is
 * mounted. It runs as root of a new user, mount and process namespace (`unshare` of util-linux), which is no right
 * outside; the command runs without any right inside, cannot get one and cannot make further namespaces.
 *
 * Run as `sh -c <script> <name> <empty folder> <uid> <gid> <working folder> <operation>… -- <command> <argument>…` with
 * the operations `read <path>`, `write <path>` and `link <path> <target>`, each path after those that it lies in.
 * The first process of a process namespace gets no signal that it has no handler for, so the command is not the first.
 */
export const SANDBOX_SCRIPT = `set -e
root=$1 uid=$2 gid=$3 folder=$4
shift 4

mount -n -t tmpfs -o mode=755,size=16m,nosuid,nodev pestle "$root"
cd "$root"
mkdir -p proc dev/shm tmp run var .old
mount -n -t proc -o nosuid,nodev,noexec proc proc
mount -n -t tmpfs -o mode=1777,size=256m,nosuid,nodev,noexec pestle tmp
mount -n -t tmpfs -o mode=1777,size=256m,nosuid,nodev,noexec pestle dev/shm
for device in null zero full random urandom; do
  : >dev/$device
  mount -n --bind /dev/$device dev/$device
done

bind() {
  if [ -d "$1" ]; then
    mkdir -p ".$1"
  else
    mkdir -p ".\${1%/*}"
    : >".$1"
  fi
  mount -n --rbind "$1" ".$1"
}

# What is mounted inside of a mount has to be made read-only by itself.
protect() {
  while read -r _ _ _ _ point _; do
    # The system writes unusual characters as backslash and digits.
    case $point in *\\\\*) point=$(printf %b "$point") ;; esac
    case $point in
      "$1" | "$1"/*)
        mount -n -o remount,bind,ro,nosuid,nodev "$point" 2>/dev/null ||
          mount -n -o remount,bind,ro,nosuid,nodev,noexec "$point"
        ;;
    esac
  done </proc/self/mountinfo
}

while [ "$1" != -- ]; do
  case $1 in
    read)
      bind "$2"
      protect "$root$2"
      ;;
    write) bind "$2" ;;
    link)
      ln -s "$3" ".$2"
      shift
      ;;
  esac
  shift 2
done
shift

pivot_root . .old
umount -n -l .old
rmdir .old
mount -n -o remount,bind,ro,nosuid,nodev /
echo 1 >/proc/sys/user/max_user_namespaces
cd "$folder"
unshare --user --map-user="$uid" --map-group="$gid" setpriv --no-new-privs "$@" &
wait $!
`;
