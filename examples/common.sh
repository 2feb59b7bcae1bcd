# What the walkthroughs share. Needs bash (3.2 or later) and curl, nothing else.
set -euo pipefail

SCELL=${SCELL:-http://127.0.0.1:8080}
if [ -z "${KEY:-}" ]; then
  echo "Set KEY to a sandbox key (npm start prints one the first time): KEY=sk_test_… bash $0" >&2
  exit 64
fi

say() { printf '\n== %s\n' "$*"; }

# call METHOD PATH [JSON]: the body of the answer, in $answer. Ends the script on an error, with what the server said.
call() {
  local data=()
  if [ $# -ge 3 ]; then data=(-H 'Content-Type: application/json' -d "$3"); fi
  local reply status
  reply=$(curl -sS -X "$1" "$SCELL/api/v1$2" -H "X-API-Key: $KEY" -H 'Accept-Language: en' \
    ${data[@]+"${data[@]}"} -w '\n%{http_code}')
  status=${reply##*$'\n'}
  answer=${reply%$'\n'*}
  if [ "$status" -ge 400 ]; then
    printf '%s %s answered %s:\n%s\n' "$1" "$2" "$status" "$answer" >&2
    exit 1
  fi
}

# download PATH FILE: saves a file in the current folder.
download() {
  curl -sS -f "$SCELL/api/v1$1" -H "X-API-Key: $KEY" -o "$2"
  printf 'saved %s\n' "$2"
}

# field NAME: the first text of that name in $answer.
field() {
  local pattern="\"$1\":\"([^\"]*)\""
  if [[ $answer =~ $pattern ]]; then printf '%s' "${BASH_REMATCH[1]}"; else
    printf 'no %s in: %s\n' "$1" "$answer" >&2
    return 1
  fi
}

# Today in Paris, where fiscal days begin, and the day N days later (GNU date, else that of BSD and macOS).
today() { TZ=Europe/Paris date +%Y-%m-%d; }
in_days() { TZ=Europe/Paris date -d "+$1 days" +%Y-%m-%d 2>/dev/null || TZ=Europe/Paris date -v "+$1d" +%Y-%m-%d; }
