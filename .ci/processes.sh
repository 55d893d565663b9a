# For the scripts beside it, which source it.

# PID OUT: waits until the lab with this pid has said in OUT that it is ready; fails when it ends before.
await_ready() {
  while ! grep -q '^Ctrl-C' "$2"; do
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.02
  done
}

# PID: prints it and its descendants.
tree() {
  local child
  echo "$1"
  for child in $(ps -o pid= --ppid "$1"); do tree "$child"; done
}
