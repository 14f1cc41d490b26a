using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>
/// The commands of the AWS CLI whose answers <see cref="BundleImport"/> reads, for people who may not run tools in production: what
/// vanishes first is asked first, then what tells most. All are read-only.
/// </summary>
public static class AnswersScript
{
    private static readonly (string Source, string Command)[] Commands =
    [
        (
            SourceNames.Tasks,
            """
            # Stopped tasks are known for about an hour.
            for cluster in $(list ecs list-clusters --query 'clusterArns[]'); do
                for status in STOPPED RUNNING; do
                    list ecs list-tasks --cluster "$cluster" --desired-status "$status" --query 'taskArns[]' | xargs -n 100 |
                        while read -r tasks; do
                            [ -n "$tasks" ] || continue
                            # shellcheck disable=SC2086
                            ask tasks ecs describe-tasks --cluster "$cluster" --tasks $tasks
                        done
                done
            done
            """
        ),
        (
            SourceNames.Schedules,
            """
            ask schedule-groups scheduler list-schedule-groups
            ask schedules scheduler list-schedules
            list scheduler list-schedules --query "Schedules[].join('/', [GroupName, Name])" | while read -r schedule; do
                ask schedule scheduler get-schedule --group-name "${schedule%%/*}" --name "${schedule#*/}"
            done
            """
        ),
        (
            SourceNames.Rules,
            """
            ask rules events list-rules
            list events list-rules --query 'Rules[?ScheduleExpression].Name' | while read -r rule; do
                ask "targets-$rule" events list-targets-by-rule --rule "$rule"
            done
            """
        ),
        (
            SourceNames.Changes,
            """
            # What changed lately, and the schedules' own changes as long as CloudTrail keeps them. Roles are in us-east-1.
            ask changes cloudtrail lookup-events --start-time "$before" --end-time "$to" \
                --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false
            for service in scheduler events; do
                ask "changes-$service" cloudtrail lookup-events --end-time "$to" \
                    --lookup-attributes "AttributeKey=EventSource,AttributeValue=$service.amazonaws.com"
            done
            (
                region=us-east-1
                ask changes-iam cloudtrail lookup-events --end-time "$to" \
                    --lookup-attributes AttributeKey=EventSource,AttributeValue=iam.amazonaws.com
            )
            """
        ),
        (
            SourceNames.Clusters,
            """
            list ecs list-clusters --query 'clusterArns[]' | xargs -n 100 | while read -r clusters; do
                [ -n "$clusters" ] || continue
                # shellcheck disable=SC2086
                ask clusters ecs describe-clusters --clusters $clusters
            done
            """
        ),
        (
            SourceNames.TaskDefinitions,
            """
            named ':ecs:[^"\\]*:task-definition/[^"\\]*' | while read -r definition; do
                ask task-definition ecs describe-task-definition --task-definition "$definition"
            done
            """
        ),
        (
            SourceNames.Functions,
            """
            named ':lambda:[^"\\]*:function:[^"\\]*' | while read -r function; do
                ask function lambda get-function-configuration --function-name "$function"
            done
            cat -- targets-*.json 2>/dev/null | grep -o 'arn:aws[a-z-]*:lambda:[^"\\]*:function:[^"\\]*' | sort -u |
                while read -r function; do
                    ask function-policy lambda get-policy --function-name "$function"
                done
            """
        ),
        (
            SourceNames.LogStreams,
            """
            ask log-groups logs describe-log-groups
            {
                grep -h '"awslogs-group"' -- *task-definition*.json 2>/dev/null | sed 's/.*: *"//; s/".*//'
                named ':lambda:[^"\\]*:function:[^"\\]*' | sed 's|.*:function:|/aws/lambda/|; s/:.*//'
            } | sort -u | while read -r group; do
                ask log-streams logs describe-log-streams --log-group-name "$group"
            done
            """
        ),
        (
            SourceNames.TaskEvents,
            """
            for group in $(list logs describe-log-groups --log-group-name-prefix /aws/events/ --query 'logGroups[].logGroupName'); do
                ask task-events logs filter-log-events --log-group-name "$group" \
                    --start-time "$(seconds "$before")000" --end-time "$(seconds "$to")000"
            done
            """
        ),
        (SourceNames.Alarms, "ask alarms cloudwatch describe-alarms"),
    ];

    /// <summary>The whole script, for a POSIX shell. It writes one file an answer into a folder, its first argument.</summary>
    /// <param name="window">The window to explain.</param>
    /// <param name="region">The region, letters, digits and hyphens; null to leave it to the caller's environment.</param>
    public static string Of(Interval window, string? region) =>
        $$"""
            #!/bin/sh
            # Writes what 'incidentkit import' reads into a folder, with the AWS CLI and read-only calls alone.
            # Then, where the tool may run:
            #   incidentkit import FOLDER --from {{window.Start.ToIso()}} --to {{window.End.ToIso()}} --out BUNDLE
            # An answer that does not come leaves no file; what is asked again gets a new one.
            set -u
            region={{(region is null ? "${AWS_REGION:-${AWS_DEFAULT_REGION:?set AWS_REGION}}" : region)}}
            before={{(window.Start - Duration.FromDays(1)).ToIso()}}
            to={{window.End.ToIso()}}
            mkdir -p "${1:-aws-answers}" && cd "${1:-aws-answers}" || exit 1
            ask() {
                name=$1
                shift
                number=1
                while [ -e "$name-$number.json" ]; do number=$((number + 1)); done
                if aws --region "$region" --output json "$@" </dev/null >"$name.part"; then
                    mv "$name.part" "$name-$number.json"
                else
                    rm -f "$name.part"
                    echo "not answered: aws $*" >&2
                fi
            }
            list() { aws --region "$region" --output text "$@" </dev/null | tr '\t' '\n' | grep -v '^None$'; }
            named() { cat -- schedule-*.json targets-*.json 2>/dev/null | grep -o "arn:aws[a-z-]*$1" | sort -u; }
            seconds() { date -u -d "$1" +%s 2>/dev/null || date -u -j -f %Y-%m-%dT%H:%M:%SZ "$1" +%s; }

            {{string.Join("\n\n", Commands.Select(c => c.Command)).ReplaceLineEndings("\n")}}

            """.ReplaceLineEndings("\n");

    /// <summary>The sources that it asks for, in the order of their worth.</summary>
    public static IReadOnlyList<string> Sources => [.. Commands.Select(c => c.Source)];
}
