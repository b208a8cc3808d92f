/** How the guardian finds what it has to end: by session in /proc (Linux), or by parentage with `ps` (macOS). */
export type ProcessListing = 'proc' | 'ps';

// Both forms define `survey`, which sets `left` to the processes that still run; `recheck`, the same but quick while
// some of `left` still do; and `now`, which sets `time` to hundredths of a second. All of guacd stays in the
// guardian's session, but each connection process makes a process group of its own
// (guacd/proc.c:guacd_exec_proc), so ending one group is not enough.
const LISTING_PROC = `
examine() {
  left=
  for stat in "$@"; do
    read -r line <"$stat" || continue
    pid=\${line%% *}
    set -- \${line##*) }
    if [ "$4" = "$$" ] && [ "$pid" != "$$" ] && [ "$1" != Z ] && [ "$1" != X ]; then left="$left $pid"; fi
  done
}

survey() {
  examine /proc/[0-9]*/stat
}

recheck() {
  set --
  for pid in $left; do set -- "$@" "/proc/$pid/stat"; done
  examine "$@"
  [ -n "$left" ] || survey
}

now() {
  read -r uptime _ </proc/uptime
  time=\${uptime%.*}\${uptime#*.}
}`;

// POSIX `ps` does not name the session, so the family is followed from parent to child and remembered.
const LISTING_PS = `
family=
survey() {
  table=$(ps -A -o pid= -o ppid= -o stat=)
  : "\${family:= $daemon }"
  grown=yes
  while [ $grown = yes ]; do
    grown=no
    while read -r pid parent stat; do
      case "$family" in *" $pid "*) continue ;; esac
      case "$family" in *" $parent "*) family="$family$pid " grown=yes ;; esac
    done <<END
$table
END
  done
  left=
  while read -r pid parent stat; do
    case "$stat" in Z*) continue ;; esac
    case "$family" in *" $pid "*) left="$left $pid" ;; esac
  done <<END
$table
END
}

recheck() {
  survey
}

now() {
  time=$(date +%s)00
}`;

// File descriptors: 0 the lifeline, closed by the app or by its end; 3 reports to the app ("started PID",
// "ended STATUS"). PIPE is ignored only after the command was started, which would inherit that.
const BODY = `
runtime=$1 container=$2
shift 2
# A core file would hold passwords.
ulimit -c 0
watcher=
ended=

signal_left() {
  for pid in $left; do kill "-$1" "$pid"; done
}

wait_gone() {
  now
  end=$((time + $1))
  while [ -n "$left" ] && [ "$time" -lt $end ]; do
    sleep 0.1 || sleep 1
    recheck
    now
  done
  [ -z "$left" ]
}

report_end() {
  ended=yes
  echo "ended $1" >&3
}

stop_container() {
  ( "$runtime" stop -t 2 "$container"; "$runtime" rm -f "$container" ) </dev/null 3>&- &
  stopper=$!
  ( sleep 8; kill -KILL $stopper ) </dev/null 3>&- &
  timer=$!
  wait $stopper
  kill -KILL $timer
}

finish() {
  trap : TERM INT HUP
  [ -n "$watcher" ] && kill -KILL $watcher
  if [ -n "$runtime" ]; then stop_container; fi
  survey
  signal_left TERM
  if ! wait_gone 200; then
    survey
    signal_left KILL
    wait_gone 100
  fi
  if [ -z "$ended" ]; then
    wait $daemon
    status=$?
    report_end $status
  fi
  exit $status
}

"$@" </dev/null 3>&- &
daemon=$!
trap finish TERM INT HUP
trap '' PIPE
exec >/dev/null 2>&1
echo "started $daemon" >&3
exec 4<&0 </dev/null
( trap - TERM INT HUP; while read -r _; do :; done; kill -TERM $$ ) <&4 3>&- &
watcher=$!
exec 4<&-
wait $daemon
status=$?
report_end $status
finish`;

/**
 * The POSIX shell program that stands between the app and a command, so that the command never outlives the
 * app, however that ends. It needs no file of ours and nothing but `sh`, `sleep` and, without /proc, `ps` and `date`.
 *
 * Run as `sh -c <script> <name> <runtime> <container> <command> <argument>…` as leader of a new session
 * (`detached`). `runtime` and `container` are empty, or a container runtime and the container to stop by name.
 * When its standard input ends, or the command does, it ends every process of the command: TERM, after two
 * seconds KILL. It exits with the status of the command, 128 + n for a command ended by signal n.
 */
export function guardianScript(listing: ProcessListing): string {
  return `${listing === 'proc' ? LISTING_PROC : LISTING_PS}\n${BODY}\n`;
}
