using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>The commands of the AWS CLI, by the source that their answers fill, in the order of their worth.</summary>
internal static class AnswerCommands
{
    public static IReadOnlyList<(string Source, string Command)> All { get; } =
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
                ask "task-definition-$(plain "${definition##*/}")" ecs describe-task-definition --task-definition "$definition"
            done
            """
        ),
        (
            SourceNames.Functions,
            """
            named ':lambda:[^"\\]*:function:[^"\\]*' | while read -r function; do
                ask "function-${function##*:}" lambda get-function-configuration --function-name "$function"
            done
            cat -- targets-*.json 2>/dev/null | grep -o 'arn:aws[a-z-]*:lambda:[^"\\]*:function:[^"\\]*' | sort -u |
                while read -r function; do
                    ask function-policy lambda get-policy --function-name "$function"
                done
            """
        ),
        (
            SourceNames.Executions,
            """
            named ':states:[^"\\]*:stateMachine:[^"\\]*' | while read -r machine; do
                ask "machine-${machine##*:}" stepfunctions describe-state-machine --state-machine-arn "$machine"
                ask "executions-${machine##*:}" stepfunctions list-executions --state-machine-arn "$machine"
                list stepfunctions list-executions --state-machine-arn "$machine" --status-filter FAILED \
                    --query 'executions[].executionArn' | head -n 20 | while read -r execution; do
                    ask execution stepfunctions describe-execution --execution-arn "$execution"
                done
            done
            """
        ),
        (
            SourceNames.Roles,
            """
            named ':iam::[0-9]*:role/[^"\\]*' | sed 's|.*/||' | sort -u | while read -r role; do
                ask "role-$role" iam get-role --role-name "$role"
                ask "role-policies-$role" iam list-role-policies --role-name "$role"
                list iam list-role-policies --role-name "$role" --query 'PolicyNames[]' | while read -r policy; do
                    ask role-policy iam get-role-policy --role-name "$role" --policy-name "$policy"
                done
                ask "attached-policies-$role" iam list-attached-role-policies --role-name "$role"
                list iam list-attached-role-policies --role-name "$role" --query 'AttachedPolicies[].PolicyArn' |
                    while read -r policy; do
                        [ ! -e "policy-version-${policy##*/}.json" ] || continue
                        ask policy iam get-policy --policy-arn "$policy"
                        version=$(list iam get-policy --policy-arn "$policy" --query Policy.DefaultVersionId)
                        ask "policy-version-${policy##*/}" iam get-policy-version --policy-arn "$policy" --version-id "$version"
                    done
            done
            """
        ),
        (
            SourceNames.LogStreams,
            """
            ask log-groups logs describe-log-groups
            {
                grep -h '"awslogs-group"' -- task-definition*.json 2>/dev/null | sed 's/.*: *"//; s/".*//'
                named ':lambda:[^"\\]*:function:[^"\\]*' | sed 's|.*:function:|/aws/lambda/|; s/:.*//'
            } | sort -u | while read -r group; do
                ask "log-streams-$(plain "$group")" logs describe-log-streams --log-group-name "$group"
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
        (
            SourceNames.SchedulerMetrics,
            """
            list scheduler list-schedule-groups --query 'ScheduleGroups[].Name' | while read -r group; do
                metrics AWS/Scheduler ScheduleGroup "$group" InvocationAttemptCount TargetErrorCount TargetErrorThrottledCount \
                    InvocationThrottleCount InvocationDroppedCount InvocationsSentToDeadLetterCount \
                    InvocationsFailedToBeSentToDeadLetterCount
            done
            """
        ),
        (
            SourceNames.Invocations,
            """
            named ':lambda:[^"\\]*:function:[^"\\]*' | sed 's|.*:function:||; s/:.*//' | sort -u | while read -r function; do
                metrics AWS/Lambda FunctionName "$function" Invocations Errors Throttles
            done
            """
        ),
        (
            SourceNames.RuleMetrics,
            """
            list events list-rules --query 'Rules[?ScheduleExpression].Name' | while read -r rule; do
                metrics AWS/Events RuleName "$rule" TriggeredRules Invocations FailedInvocations ThrottledRules
            done
            """
        ),
        (
            SourceNames.Networks,
            """
            subnets=$(answers | grep -o 'subnet-[0-9a-f]*' | sort -u | xargs | tr ' ' ,)
            [ -z "$subnets" ] || ask subnets ec2 describe-subnets --filters "Name=subnet-id,Values=$subnets"
            groups=$(answers | grep -o 'sg-[0-9a-f]*' | sort -u | xargs | tr ' ' ,)
            [ -z "$groups" ] || ask security-groups ec2 describe-security-groups --filters "Name=group-id,Values=$groups"
            """
        ),
        (
            SourceNames.Queues,
            """
            named ':sqs:[^"\\]*' | while read -r queue; do
                url=$(list sqs get-queue-url --queue-name "${queue##*:}" --query QueueUrl)
                [ -n "$url" ] || continue
                ask "queue-${queue##*:}" sqs get-queue-attributes --queue-url "$url" --attribute-names All
            done
            """
        ),
        (SourceNames.Alarms, "ask alarms cloudwatch describe-alarms"),
    ];
}
