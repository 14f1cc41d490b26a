#!/usr/bin/env bash
# line one | a | b | # heading - item
# Made by incidentkit   - *bold* _em_ ~~s~~ # h 74 from bundle 1. one 75, SHA-256 4d8f0f1f7b1d2c9a6e5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f.
#
# Changes one field of each schedule below and keeps all others as they are now. It reads each schedule live, refuses one
# that somebody changed since it was recorded, shows the difference, asks, updates, and reads back. Safe to run twice.
# Exit codes: 0 done or nothing to do, 1 stopped, 2 wrong usage, 3 a schedule is not as it was recorded.
# shellcheck disable=SC2016 # a name may hold what looks like an expansion
set -euo pipefail
umask 077
export AWS_PAGER=

usage() {
  cat <<'USAGE'
usage: fix.sh [--yes] [--cluster NAME_OR_ARN]
  --yes      do not ask
  --cluster  the cluster to send the schedules to, instead of the proposed one
USAGE
}

# What AWS says now may hold characters that a terminal obeys or that reorder what is seen: each byte of them becomes a question mark.
visible() { # reads text
  LC_ALL=C tr '\001-\010\013-\037\177' '?' | LC_ALL=C sed -e $'s/\xc2[\x80-\x9f]/??/g' -e $'s/\xd8\x9c/??/g' \
    -e $'s/\xe2\x80[\x8b\x8e\x8f\xa8-\xae]/???/g' -e $'s/\xe2\x81[\xa0-\xa9]/???/g' -e $'s/\xef\xbb\xbf/???/g' -e $'s/\xf3\xa0[\x80\x81]./????/g'
}

stop() { # CODE MESSAGE
  printf 'fix.sh: %s\n' "$2" | visible >&2
  exit "$1"
}

yes=
cluster=
while (($# > 0)); do
  case $1 in
    --yes) yes=1 ;;
    --cluster) (($# > 1)) || stop 2 '--cluster needs a name or an ARN'; cluster=$2; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; stop 2 "unknown option '$1'" ;;
  esac
  shift
done
for tool in aws jq diff; do
  command -v "$tool" > /dev/null || stop 2 "this script needs '$tool'"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ask() { # QUESTION
  [[ -n $yes ]] && return
  local answer=
  read -r -p "$1 [y/N] " answer || true
  [[ $answer == [yY] || $answer == [yY][eE][sS] ]] || stop 1 'stopped; nothing more was changed'
}

read_live() { # NAME GROUP REGION FILE
  aws scheduler get-schedule --region "$3" --group-name "$2" --name "$1" --output json > "$4"
}

field() { # PATH FILE
  jq -r --arg path "$1" 'getpath($path | ltrimstr(".") | split(".")) // "" | if type == "array" then sort | join(", ") else . end' "$2"
}

# What this run updated itself was modified since it was recorded, and rightly so.
updated_here() { # NAME GROUP REGION
  grep -Fxqs -e "$3/$2/$1" "$work/updated"
}

# What UpdateSchedule takes: it resets every field it is not given, so all of them are kept.
request() { # FILE
  jq -S 'del(.Arn, .CreationDate, .LastModificationDate, .ResponseMetadata)' "$1"
}

# A time in milliseconds: the CLI writes epoch seconds or ISO 8601, by its version and settings.
millis() { # reads JSON
  jq -r 'if . == null or . == "" then "" elif type == "number" then . * 1000 + 0.01 | floor else
      capture("^(?<s>[0-9-]+T[0-9:]+)(\\.(?<f>[0-9]+))?(?<z>Z|(?<sign>[+-])(?<h>[0-9]{2}):?(?<m>[0-9]{2}))$")
      | ((.s + "Z" | fromdate) - (if .z == "Z" then 0 else (.sign + "1" | tonumber) * ((.h | tonumber) * 3600 + (.m | tonumber) * 60) end)) * 1000
        + (((.f // "") + "000")[:3] | tonumber) end'
}

# The new value of a field; --cluster stands in for a cluster's ARN.
replacement() { # NAME EXPECTED NEW
  if [[ $2 == arn:*:ecs:*:cluster/* && -n $cluster ]]; then
    if [[ $cluster == arn:* ]]; then printf '%s' "$cluster"; else printf '%s' "${2%:cluster/*}:cluster/$cluster"; fi
  elif [[ -n $3 ]]; then
    printf '%s' "$3"
  elif [[ $2 == arn:*:ecs:*:cluster/* ]]; then
    stop 2 "no cluster is proposed for '$1': name it with --cluster"
  else
    stop 2 "no new value is known for '$1'"
  fi
}

require_active_cluster() { # ARN
  [[ $1 == arn:*:ecs:*:cluster/* ]] || return 0
  local region status
  region=$(cut -d: -f4 <<< "$1")
  status=$(aws ecs describe-clusters --region "$region" --clusters "$1" --output json | jq -r '.clusters[0].status // "missing"')
  [[ $status == ACTIVE ]] || stop 2 "cluster '$1' is $status, not ACTIVE"
}

first=
first_next=
first_cluster=
proven=

show_proof() {
  printf "\nBefore the rest, wait until '%s' has run (next fire time: %s).\n" "$first" "${first_next:-unknown}"
  if [[ $first_cluster == arn:*:ecs:*:cluster/* ]]; then
    # ECS keeps 36 characters of who started a task.
    local by="chronos-schedule/$first"
    printf 'To see its tasks:\n  aws ecs list-tasks --region %q --cluster %q --started-by %q\n' "$(cut -d: -f4 <<< "$first_cluster")" "$first_cluster" "${by:0:36}"
  fi
}

repair() { # NAME GROUP REGION PATH EXPECTED NEW LAST_MODIFIED NEXT_FIRE_TIME TRADING
  local name=$1 group=$2 region=$3 path=$4 expected=$5 recorded=$7 next=$8 trading=$9 new now
  new=$(replacement "$name" "$expected" "$6")
  printf '\n== %s (group %s, %s)\n' "$name" "$group" "$region"
  read_live "$name" "$group" "$region" "$work/live.json"
  now=$(field "$path" "$work/live.json")
  if [[ $now == "$new" ]]; then
    printf 'nothing to do: %s is %s already\n' "$path" "$new"
    [[ -n $first ]] || { first=$name first_next=$next first_cluster=$new; }
    return
  fi
  if [[ $now != "$expected" ]]; then
    stop 3 "'$name' is not as it was recorded: $path is '$now', was '$expected'; record again before repairing"
  fi
  if [[ -n $recorded && $(jq .LastModificationDate "$work/live.json" | millis) != "$(jq -n --arg at "$recorded" '$at' | millis)" ]] && ! updated_here "$name" "$group" "$region"; then
    stop 3 "'$name' was changed by someone since it was recorded ($recorded); record again before repairing"
  fi
  if [[ -n $first && $first != "$name" && -z $proven ]]; then
    show_proof
    ask "Has it run?"
    proven=1
  fi
  [[ $path != .Target.Arn ]] || require_active_cluster "$new"
  request "$work/live.json" > "$work/before.json"
  jq -S --arg path "$path" --arg new "$new" '($path | ltrimstr(".") | split(".")) as $p
    | setpath($p; if getpath($p) | type == "array" then $new | split(", ") else $new end)' "$work/before.json" > "$work/after.json"
  diff -u --label now --label repaired "$work/before.json" "$work/after.json" | visible || true
  printf 'Slots missed in the last %s s may still fire, late, when the target works again (MaximumEventAgeInSeconds).\n' \
    "$(jq -r '.Target.RetryPolicy.MaximumEventAgeInSeconds // 86400' "$work/live.json")"
  [[ -z $trading ]] || printf 'THIS SCHEDULE TRADES: old slots that fire late trade late.\n'
  ask "Update '$name'?"
  aws scheduler update-schedule --region "$region" --cli-input-json "file://$work/after.json" --output json > /dev/null
  printf '%s/%s/%s\n' "$region" "$group" "$name" >> "$work/updated"
  read_live "$name" "$group" "$region" "$work/live.json"
  request "$work/live.json" > "$work/read.json"
  diff -u --label asked-for --label read-back "$work/after.json" "$work/read.json" | visible || stop 1 "'$name' differs from what was asked for after the update"
  printf 'repaired: %s is %s\n' "$path" "$new"
  [[ -n $first ]] || { first=$name first_next=$next first_cluster=$new; }
}

create_log_group() { # NAME REGION
  printf '\n== log group %s (%s)\n' "$1" "$2"
  if aws logs describe-log-groups --region "$2" --log-group-name-prefix "$1" --output json | jq -e --arg name "$1" 'any(.logGroups[]; .logGroupName == $name)' > /dev/null; then
    printf 'nothing to do: it is there\n'
    return
  fi
  ask "Create log group '$1'? It keeps events for ever until a retention is set."
  aws logs create-log-group --region "$2" --log-group-name "$1"
  printf 'created\n'
}

create_log_group '/ecs/$(reboot)'\''' 'us-west-2'

# One that does not trade goes first, if there is one.
# {{ 1 + 1 }} {{ include 'x' }} 37: proposed because ``` `code` `` 56
repair 'line one | a | b | # heading - item 4' 'ESC\u001B[31m NUL\u0000 end\ 9' 'ESC\u001B[31m NUL\u0000 end\ 55' '.Target.Arn' 'line one | a | b | # heading - item 38' '{{ 1 + 1 }} {{ include '\''x'\'' }} 12' '2026-01-29T16:36:44Z' '2026-01-29T23:00:00Z' ''
# {{ 1 + 1 }} {{ include 'x' }} 37: proposed because ``` `code` `` 56
repair '\u202Egnp.exe \u200B\u2066x\u2069 5' 'ESC\u001B[31m NUL\u0000 end\ 9' 'ESC\u001B[31m NUL\u0000 end\ 55' '.Target.Arn' 'line one | a | b | # heading - item 38' '{{ 1 + 1 }} {{ include '\''x'\'' }} 12' '2026-01-29T16:36:46Z' '2026-01-29T23:00:00Z' ''
# {{ 1 + 1 }} {{ include 'x' }} 37: proposed because ``` `code` `` 56
repair '[x](javascript:alert(1)) [^1] ![i](http://h/i.png) http://evil.example www.evil.example 6' 'ESC\u001B[31m NUL\u0000 end\ 9' 'ESC\u001B[31m NUL\u0000 end\ 55' '.Target.Arn' 'line one | a | b | # heading - item 38' '{{ 1 + 1 }} {{ include '\''x'\'' }} 12' '2026-01-29T16:36:48Z' '2026-01-29T23:00:00Z' ''
# {{ 1 + 1 }} {{ include 'x' }} 37: proposed because ``` `code` `` 56
repair 'a'\''b$(touch /tmp/pwned)`id`"\ 7' 'ESC\u001B[31m NUL\u0000 end\ 9' 'ESC\u001B[31m NUL\u0000 end\ 55' '.Target.Arn' 'line one | a | b | # heading - item 38' '{{ 1 + 1 }} {{ include '\''x'\'' }} 12' '2026-01-29T16:36:50Z' '2026-01-29T23:00:00Z' ''
# {{ 1 + 1 }} {{ include 'x' }} 37: proposed because ``` `code` `` 56
repair '{{ 1 + 1 }} {{ include '\''x'\'' }} 2' 'ESC\u001B[31m NUL\u0000 end\ 9' 'ESC\u001B[31m NUL\u0000 end\ 55' '.Target.Arn' 'line one | a | b | # heading - item 38' '{{ 1 + 1 }} {{ include '\''x'\'' }} 12' '2026-01-29T16:36:40Z' '2026-01-29T23:00:00Z' 'trading'
# {{ 1 + 1 }} {{ include 'x' }} 37: proposed because ``` `code` `` 56
repair '``` `code` `` 3' 'ESC\u001B[31m NUL\u0000 end\ 9' 'ESC\u001B[31m NUL\u0000 end\ 55' '.Target.Arn' 'line one | a | b | # heading - item 38' '{{ 1 + 1 }} {{ include '\''x'\'' }} 12' '2026-01-29T16:36:42Z' '2026-01-29T23:00:00Z' 'trading'

printf '\nDone. To prove it: incidentkit check\n'
