#!/usr/bin/env bash
# Scheduler freeze
# Made by incidentkit 0.1.0 from bundle freeze-open, SHA-256 22d54fc049bfbda959897a4d6fde69c0fff7c95b283a8a0df65bdd1aa22ee761.
#
# Changes one field of each schedule below and keeps all others as they are now. It reads each schedule live, refuses one
# that somebody changed since it was recorded, shows the difference, asks, updates, and reads back. After the first one it waits until
# that has run; then the rest, trading last. Safe to run twice: it goes on where it stopped.
# Exit codes: 0 done or nothing to do, 1 stopped, 2 wrong usage, 3 a schedule is not as it was recorded.
# shellcheck disable=SC2016 # a name may hold what looks like an expansion
set -euo pipefail
umask 077
export AWS_PAGER=

usage() {
  cat <<'USAGE'
usage: fix.sh [--yes] [--wait MINUTES] [--proved] [--cluster NAME_OR_ARN]
  --yes      do not ask; it waits for the first run all the same
  --wait     how long to wait for the first repaired schedule to run: 15 minutes unless told, 0 looks once
  --proved   you saw the first repaired schedule run; where nothing in AWS shows it, this says so
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
wait=15
proved=
while (($# > 0)); do
  case $1 in
    --yes) yes=1 ;;
    --proved) proved=1 ;;
    --wait) [[ ${2-} =~ ^[0-9]{1,4}$ ]] || stop 2 '--wait needs a number of minutes'; wait=$((10#$2)); shift ;;
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
began=$(($(date +%s) * 1000))

ask() { # QUESTION
  [[ -n $yes ]] && return
  local answer=
  read -r -p "$1 [y/N] " answer || true
  [[ $answer == [yY] || $answer == [yY][eE][sS] ]] || stop 1 'stopped; nothing more was changed'
}

# Of a rule the group is rule/TARGET, and what is read is the rule with that one target.
read_live() { # NAME GROUP REGION FILE
  if [[ $2 == rule/* ]]; then
    aws events list-targets-by-rule --region "$3" --rule "$1" --output json > "$work/targets.json" || return
    aws events describe-rule --region "$3" --name "$1" --output json | jq -S --arg id "${2#rule/}" --slurpfile targets "$work/targets.json" '
      {Name, ScheduleExpression, EventPattern, State, Description, RoleArn} + {Target: ($targets[0].Targets | map(select(.Id == $id)) | first)}
      | with_entries(select(.value != null))' > "$4"
    return
  fi
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

# Of a rule only what the changed field is in: PutRule and PutTargets replace all of the rule or of the target, and keep the other.
update() { # NAME GROUP REGION PATH FILE
  case $2,$4 in
    rule/*,.State)
      if [[ $(jq -r .State "$5") == DISABLED ]]; then aws events disable-rule --region "$3" --name "$1"; else aws events enable-rule --region "$3" --name "$1"; fi ;;
    rule/*,.Target*)
      jq --arg rule "$1" '{Rule: $rule, Targets: [.Target]}' "$5" > "$work/put.json"
      aws events put-targets --region "$3" --cli-input-json "file://$work/put.json" --output json > "$work/answer.json"
      jq -e '.FailedEntryCount == 0' "$work/answer.json" > /dev/null || stop 1 "the target of '$1' was refused: $(jq -c .FailedEntries "$work/answer.json")" ;;
    rule/*)
      jq 'del(.Target)' "$5" > "$work/put.json"
      aws events put-rule --region "$3" --cli-input-json "file://$work/put.json" --output json > /dev/null ;;
    *) aws scheduler update-schedule --region "$3" --cli-input-json "file://$5" --output json > /dev/null ;;
  esac
}

# A time in milliseconds: the CLI writes epoch seconds or ISO 8601, by its version and settings.
time_of='def millis: if . == null or . == "" then "" elif type == "number" then . * 1000 + 0.01 | floor else
    capture("^(?<s>[0-9-]+T[0-9:]+)(\\.(?<f>[0-9]+))?(?<z>Z|(?<sign>[+-])(?<h>[0-9]{2}):?(?<m>[0-9]{2}))$")
    | ((.s + "Z" | fromdate) - (if .z == "Z" then 0 else (.sign + "1" | tonumber) * ((.h | tonumber) * 3600 + (.m | tonumber) * 60) end)) * 1000
      + (((.f // "") + "000")[:3] | tonumber) end; '

millis() { # reads JSON
  jq -r "$time_of millis"
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


# The schedule that is repaired first, and whether it has run since.
first_name=
first_group=
first_region=
first_next=
proven=

# What one look shows: 'ran …', 'failed …', 'unseen', or nothing yet. ECS keeps 36 characters of who started a task, and a stopped task for an hour.
look() { # SCHEDULE_FILE SINCE
  local cluster family by status since
  since=$(jq -nr --argjson since "$2" '$since / 1000 | floor | todate')
  cluster=$(field .Target.Arn "$1")
  if [[ $cluster == arn:*:ecs:*:cluster/* ]]; then
    family=$(jq -r '.Target.EcsParameters.TaskDefinitionArn | split("/")[-1] | split(":")[0]' "$1")
    by="chronos-schedule/$first_name"
    [[ $first_group != rule/* ]] || by="events-rule/$first_name"
    for status in RUNNING STOPPED; do
      aws ecs list-tasks --region "$first_region" --cluster "$cluster" --family "$family" --desired-status "$status" --output json ||
        exit
    done | jq -r '.taskArns[]' > "$work/tasks" || return
    { [[ ! -s "$work/tasks" ]] || xargs -n 100 aws ecs describe-tasks --region "$first_region" --cluster "$cluster" --output json --tasks \
      < "$work/tasks"; } | jq -rs --arg by "${by:0:36}" --argjson since "$2" "$time_of"'
      [.[].tasks[] | select(.startedBy == $by and (.createdAt | millis) > $since)
        | . + {ended: (.lastStatus == "STOPPED"), well: ([.containers[]? | .exitCode] | length > 0 and all(. == 0))}]
      | (map(select(.lastStatus == "RUNNING" or (.ended and .well))) | first) as $good | (map(select(.ended)) | first) as $bad
      | if $good then "ran: task \($good.taskArn | split("/")[-1])"
        elif $bad then "failed: \([$bad.stopCode, $bad.stoppedReason, ($bad.containers[]? | .reason, (.exitCode | select(. != null) | "exit code \(.)"))]
          | map(select(. != null and . != "")) | join("; "))"
        else empty end' > "$work/look" || return
    # What stopped more than an hour ago only the trail still tells.
    [[ -s $work/look ]] || (($(date +%s) * 1000 - $2 < 3600000)) || aws cloudtrail lookup-events --region "$first_region" --lookup-attributes AttributeKey=EventName,AttributeValue=RunTask \
      --start-time "$since" --max-items 200 --query 'Events[].CloudTrailEvent' --output json | jq -r --arg by "${by:0:36}" --arg family "$family" '
      [.[]? | fromjson | select(.requestParameters.startedBy == $by and .errorCode == null and (.responseElements.tasks | length > 0))
        | select(.requestParameters.taskDefinition // "" | split("/")[-1] | split(":")[0] == $family)] | first
      | if . then "ran: call of \(.eventTime)" else empty end' > "$work/look" || return
  elif [[ $cluster == arn:*:lambda:*:function:* ]]; then
    for status in Invocations Errors; do
      aws cloudwatch get-metric-statistics --region "$first_region" --namespace AWS/Lambda --metric-name "$status" --statistics Sum --period 60 \
        --dimensions "Name=FunctionName,Value=$(cut -d: -f7 <<< "$cluster")" --start-time "$since" --end-time "$(date -u +%Y-%m-%dT%H:%M:%SZ)" --output json ||
        exit
    done | jq -rs --argjson since "$2" "$time_of"'
      map([.Datapoints[] | select((.Timestamp | millis) > $since) | .Sum] | add // 0)
      | if .[0] == 0 then empty elif .[0] > .[1] then "ran: \(.[0]) invocations" else "failed: \(.[1]) errors of \(.[0]) invocations" end' > "$work/look" || return
  else
    printf 'unseen\n' > "$work/look"
  fi
  visible < "$work/look"
}

# Waits until the first repaired schedule has run since it was last changed.
prove() {
  local since seen='' until=$((SECONDS + wait * 60))
  read_live "$first_name" "$first_group" "$first_region" "$work/first.json"
  since=$(jq .LastModificationDate "$work/first.json" | millis)
  # A rule does not say when it was changed last: a run counts from when this script began.
  [[ -n $since ]] || since=$began
  printf "\nBefore the rest, '%s' has to run (next fire time when recorded: %s). Waiting for at most %s min.\n" \
    "$first_name" "${first_next:-unknown}" "$wait"
  while [[ -z $proved ]]; do
    seen=$(look "$work/first.json" "$since") || stop 1 "cannot see whether '$first_name' has run; nothing more was changed"
    case $seen in
      ran*) printf 'proved: %s\n' "$seen"; proven=1; return ;;
      failed*) stop 1 "'$first_name' was started after its repair and $seen; nothing more was changed" ;;
      unseen) break ;;
      *) ((SECONDS < until)) || stop 1 "'$first_name' has not run within $wait min; nothing more was changed. Run this again later: it goes on from here" ;;
    esac
    sleep 10
  done
  [[ -n $proved || -z $yes ]] || stop 1 "nothing in AWS shows whether '$first_name' ran: look at its target, then run this again with --proved"
  [[ -n $proved ]] || ask "Nothing in AWS shows whether '$first_name' ran. Did you see it run?"
  proven=1
}

note_first() { # NAME GROUP REGION NEXT_FIRE_TIME
  [[ -n $first_name ]] || { first_name=$1 first_group=$2 first_region=$3 first_next=$4; }
}

repair() { # NAME GROUP REGION PATH EXPECTED NEW LAST_MODIFIED NEXT_FIRE_TIME TRADING [TARGET]
  local name=$1 group=$2 region=$3 path=$4 expected=$5 recorded=$7 next=$8 trading=$9 target=${10-} new now
  new=$(replacement "$name" "$expected" "$6")
  if [[ $group == rule/* ]]; then printf '\n== rule %s (target %s, %s)\n' "$name" "${group#rule/}" "$region"; else printf '\n== %s (group %s, %s)\n' "$name" "$group" "$region"; fi
  read_live "$name" "$group" "$region" "$work/live.json"
  now=$(field "$path" "$work/live.json")
  if [[ $now == "$new" ]]; then
    printf 'nothing to do: %s is %s already\n' "$path" "$new"
    note_first "$name" "$group" "$region" "$next"
    return
  fi
  if [[ $now != "$expected" ]]; then
    stop 3 "'$name' is not as it was recorded: $path is '$now', was '$expected'; record again before repairing"
  fi
  if [[ -n $recorded && $(jq .LastModificationDate "$work/live.json" | millis) != "$(jq -n --arg at "$recorded" '$at' | millis)" ]] && ! updated_here "$name" "$group" "$region"; then
    stop 3 "'$name' was changed by someone since it was recorded ($recorded); record again before repairing"
  fi
  if [[ -n $first_name && "$first_region/$first_group/$first_name" != "$region/$group/$name" && -z $proven ]]; then
    prove
  fi
  [[ $path != .Target.Arn ]] || require_active_cluster "$new"
  request "$work/live.json" > "$work/before.json"
  jq -S --arg path "$path" --arg new "$new" --arg target "$target" 'if $target != "" and .Target == null then .Target = ($target | fromjson) else . end
    | ($path | ltrimstr(".") | split(".")) as $p
    | setpath($p; if getpath($p) | type == "array" then $new | split(", ") else $new end)' "$work/before.json" > "$work/after.json"
  diff -u --label now --label repaired "$work/before.json" "$work/after.json" | visible || true
  printf 'Slots missed in the last %s s may still fire, late, when the target works again (MaximumEventAgeInSeconds).\n' \
    "$(jq -r '.Target.RetryPolicy.MaximumEventAgeInSeconds // 86400' "$work/after.json")"
  [[ -z $trading ]] || printf 'THIS SCHEDULE TRADES: old slots that fire late trade late.\n'
  ask "Update '$name'?"
  update "$name" "$group" "$region" "$path" "$work/after.json"
  printf '%s/%s/%s\n' "$region" "$group" "$name" >> "$work/updated"
  read_live "$name" "$group" "$region" "$work/live.json"
  request "$work/live.json" > "$work/read.json"
  diff -u --label asked-for --label read-back "$work/after.json" "$work/read.json" | visible || stop 1 "'$name' differs from what was asked for after the update"
  printf 'repaired: %s is %s\n' "$path" "$new"
  note_first "$name" "$group" "$region" "$next"
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


# What collects data goes first, then what makes signals, alerts and watches positions, and last what trades.
# data collection: Target.Arn: proposed because tasks of 6 other schedules run there; it was so until platform-deploy changed it at 2026-01-29T16:36:44Z
repair 'ops-pipeline-telemetry-ingestor-1m' 'default' 'us-west-2' '.Target.Arn' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline-cluster' '2026-01-29T16:36:44Z' '2026-01-29T22:58:00Z' ''
# data collection: Target.Arn: proposed because tasks of 6 other schedules run there; it was so until platform-deploy changed it at 2026-01-29T16:36:52Z
repair 'ticker-discovery-6h' 'default' 'us-west-2' '.Target.Arn' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline-cluster' '2026-01-29T16:36:52Z' '2026-01-30T00:00:00Z' ''
# signal generation: Target.Arn: proposed because tasks of 6 other schedules run there; it was so until platform-deploy changed it at 2026-01-29T16:36:42Z
repair 'ops-pipeline-signal-engine-1m' 'default' 'us-west-2' '.Target.Arn' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline-cluster' '2026-01-29T16:36:42Z' '2026-01-29T22:58:00Z' ''
# position monitoring: Target.Arn: proposed because tasks of 6 other schedules run there; it was so until platform-deploy changed it at 2026-01-29T16:36:49Z
repair 'position-manager-1min' 'default' 'us-west-2' '.Target.Arn' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline-cluster' '2026-01-29T16:36:49Z' '2026-01-29T22:58:00Z' ''
# trading: Target.Arn: proposed because tasks of 6 other schedules run there; it was so until platform-deploy changed it at 2026-01-29T16:36:40Z
repair 'ops-pipeline-dispatcher' 'default' 'us-west-2' '.Target.Arn' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline-cluster' '2026-01-29T20:47:10Z' '2026-01-29T22:58:00Z' 'trading'
# trading: Target.Arn: proposed because tasks of 6 other schedules run there; it was so until platform-deploy changed it at 2026-01-29T16:36:47Z
repair 'ops-pipeline-dispatcher-tiny' 'default' 'us-west-2' '.Target.Arn' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline' 'arn:aws:ecs:us-west-2:123456789012:cluster/ops-pipeline-cluster' '2026-01-29T16:36:47Z' '2026-01-29T23:00:00Z' 'trading'

printf '\nDone. To prove it: incidentkit check%s\n' ' --region us-west-2'
