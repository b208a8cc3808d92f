#!/bin/sh
# hold-root.sh ROOT: makes another root look like a whole system, with processes and mounts of its own and this computer's
# network, and stays there as its first process until it is killed. Started by debian-root.mjs inside
# `unshare --mount --pid --fork`.
set -e
root=$1
mount --bind "$root" "$root"
cd "$root"
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o nosuid,mode=755 tmpfs dev
for name in null zero full random urandom tty; do
  : >"dev/$name"
  mount --bind "/dev/$name" "dev/$name"
done
ln -s /proc/self/fd dev/fd
mkdir dev/shm dev/pts
mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs dev/shm
mount -t devpts -o nosuid,noexec,newinstance,ptmxmode=0666,mode=620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs run
mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs tmp
mkdir -p tmp/.X11-unix old-root
mount --bind /tmp/.X11-unix tmp/.X11-unix
cat /etc/resolv.conf >etc/resolv.conf
# Not chroot: in one of those an ordinary user may make no user namespaces.
pivot_root . old-root
umount -l old-root
rmdir old-root
echo ready
# A shell takes in what its children leave behind, as the first process has to.
while sleep 0.5; do :; done
