namespace IncidentKit.Evidence.Shapes;

/// <summary>The whole answer of one operation.</summary>
/// <param name="Result">What is read of it.</param>
/// <param name="IsXml">Whether it is XML of the query protocol, in an element named as the operation.</param>
/// <param name="HasResult">Whether that element holds another one around the members, as in all but EC2's answers.</param>
internal sealed record AnswerShape(Shape Result, bool IsXml = false, bool HasResult = false);

/// <summary>
/// What each operation answers, as far as anybody reads it: the members' names and types are botocore 1.43.11's output shapes. A member is
/// optional where AWS leaves it out when it is empty; lists are there when they are empty, but for the messages of a queue (SQS API
/// reference, ReceiveMessage).
/// </summary>
internal static class AnswerShapes
{
    private const string Event =
        "{EventId?:text,EventName?:text,EventTime?:time,Username?:text,CloudTrailEvent:json{eventID:text,eventName:text,eventTime:time}}"
        + "|{EventId:text,EventName:text,EventTime:time,Username?:text,CloudTrailEvent?:json}";

    private const string Schedule =
        "{Name:text,GroupName?:text,ScheduleExpression:text,ScheduleExpressionTimezone?:text,State?:text,StartDate?:date,EndDate?:date,"
        + "CreationDate?:time,LastModificationDate?:time,FlexibleTimeWindow?:map,Target:{Arn:text,RoleArn?:text,Input?:text,"
        + "EcsParameters?:map,DeadLetterConfig?:map,RetryPolicy?:map}}";

    private static readonly Dictionary<OperationName, AnswerShape> Rows = new()
    {
        [Operations.GetCallerIdentity] = Query("{Account:text}"),

        [Operations.ListClusters] = Json("{clusterArns:[text],nextToken?:text}"),
        [Operations.DescribeClusters] = Json(
            "{clusters:[{clusterArn:text,clusterName?:text,status:text}],failures?:[{arn?:text,reason?:text}]}"
        ),
        [Operations.ListTasks] = Json("{taskArns:[text],nextToken?:text}"),
        [Operations.DescribeTasks] = Json(
            "{tasks:[{taskArn:text,taskDefinitionArn:text,lastStatus?:text,createdAt?:time,startedAt?:time,stoppedAt?:time,"
                + "startedBy?:text,group?:text,containers?:[map]}],failures?:[map]}"
        ),
        [Operations.DescribeTaskDefinition] = Json(
            "{taskDefinition:{taskDefinitionArn?:text,family?:text,status?:text,registeredAt?:time,deregisteredAt?:time,"
                + "containerDefinitions:[{name:text,image?:text,logConfiguration?:map,secrets?:[map]}]}}"
        ),

        [Operations.ListScheduleGroups] = Json("{ScheduleGroups:[{Name:text}],NextToken?:text}"),
        [Operations.ListSchedules] = Json(
            "{Schedules:[{Name:text,GroupName?:text,State?:text,CreationDate?:time,LastModificationDate?:time,Target?:{Arn:text}}],"
                + "NextToken?:text}"
        ),
        [Operations.GetSchedule] = Json(Schedule),

        [Operations.DescribeLogGroups] = Json(
            "{logGroups:[{logGroupName:text,creationTime:ms,retentionInDays?:number,storedBytes?:number}],nextToken?:text}"
        ),
        [Operations.DescribeLogStreams] = Json(
            "{logStreams:[{logStreamName:text,creationTime?:ms,firstEventTimestamp?:ms,lastEventTimestamp?:ms}],nextToken?:text}"
        ),
        [Operations.FilterLogEvents] = Json("{events:[{timestamp:ms,message?:text}],nextToken?:text}"),
        [Operations.StartQuery] = Json("{queryId:text}"),
        [Operations.GetQueryResults] = Json("{status:text,results:[[{field:text,value?:text}]],statistics?:{bytesScanned?:number}}"),
        [Operations.StopQuery] = Json("{success?:flag}"),

        [Operations.LookupEvents] = Json($"{{Events:[{Event}],NextToken?:text}}"),

        [Operations.GetFunctionConfiguration] = Json("{FunctionName:text,State?:text,LoggingConfig?:{LogGroup?:text}}"),

        [Operations.GetFunctionPolicy] = Json("{Policy:json}"),

        [Operations.DescribeStateMachine] = Json("{stateMachineArn:text,name?:text,status?:text,type:text}"),
        [Operations.ListExecutions] = Json(
            "{executions:[{executionArn:text,stateMachineArn:text,name:text,status:text,startDate:time,stopDate?:time}],nextToken?:text}"
        ),
        [Operations.DescribeExecution] = Json("{executionArn:text,stateMachineArn:text,status:text,error?:text,cause?:text}"),

        [Operations.DescribeJobQueues] = Json(
            "{jobQueues:[{jobQueueName:text,jobQueueArn:text,state:text,status?:text,statusReason?:text,"
                + "computeEnvironmentOrder?:[{computeEnvironment:text}]}],nextToken?:text}"
        ),
        [Operations.DescribeComputeEnvironments] = Json(
            "{computeEnvironments:[{computeEnvironmentName:text,computeEnvironmentArn:text,state?:text,status?:text,statusReason?:text}],"
                + "nextToken?:text}"
        ),
        [Operations.DescribeJobDefinitions] = Json(
            "{jobDefinitions:[{jobDefinitionName:text,jobDefinitionArn:text,revision:number,status?:text}],nextToken?:text}"
        ),
        [Operations.ListJobs] = Json(
            "{jobSummaryList:[{jobId:text,jobName:text,createdAt?:ms,startedAt?:ms,stoppedAt?:ms,status?:text,statusReason?:text,"
                + "container?:map,jobDefinition?:text}],nextToken?:text}"
        ),
        [Operations.DescribeJobs] = Json("{jobs:[{jobId:text,jobName:text,status:text,statusReason?:text,attempts?:[map]}]}"),

        [Operations.GetMetricData] = Json(
            "{MetricDataResults:[{Id:text,StatusCode?:text,Timestamps:[!time],Values:[!number]}],NextToken?:text}"
        ),
        [Operations.DescribeAlarms] = Json(
            "{MetricAlarms:[{AlarmName:text,ActionsEnabled?:flag,AlarmActions?:[text],MetricName?:text,Namespace?:text,"
                + "Dimensions?:[map],Metrics?:[map]}],NextToken?:text}"
        ),

        [Operations.ListRules] = Json(
            "{Rules:[{Name:text,ScheduleExpression?:text,EventPattern?:text,State?:text,Description?:text,EventBusName?:text,"
                + "ManagedBy?:text}],NextToken?:text}"
        ),
        [Operations.ListTargetsByRule] = Json(
            "{Targets:[{Id:text,Arn:text,RoleArn?:text,Input?:text,EcsParameters?:map,BatchParameters?:map,DeadLetterConfig?:map,"
                + "RetryPolicy?:map}],NextToken?:text}"
        ),

        [Operations.GetRole] = Query("{Role:{CreateDate:time,AssumeRolePolicyDocument:json}}"),
        [Operations.ListRolePolicies] = Query("{PolicyNames:[text],IsTruncated?:flag}"),
        [Operations.GetRolePolicy] = Query("{PolicyDocument:json}"),
        [Operations.ListAttachedRolePolicies] = Query("{AttachedPolicies:[{PolicyArn:text}],IsTruncated?:flag}"),
        [Operations.GetPolicy] = Query("{Policy:{DefaultVersionId:text}}"),
        [Operations.GetPolicyVersion] = Query("{PolicyVersion:{Document:json}}"),

        [Operations.DescribeSubnets] = Ec2("{subnetSet:[{subnetId:text}]}"),
        [Operations.DescribeSecurityGroups] = Ec2("{securityGroupInfo:[{groupId:text}]}"),

        [Operations.GetQueueUrl] = Json("{QueueUrl:text}"),
        [Operations.GetQueueAttributes] = Json("{Attributes:map}"),
        [Operations.ReceiveMessage] = Json("{=Messages?:[{MessageId:text,Body?:text,Attributes?:map,MessageAttributes?:map}]}"),
    };

    /// <summary>The whole answer of an operation; null for one that nobody reads.</summary>
    public static AnswerShape? Of(OperationName operation) => Rows.GetValueOrDefault(operation);

    private static AnswerShape Json(string shape) => new(Shape.Parse(shape));

    private static AnswerShape Query(string shape) => new(Shape.Parse(shape), IsXml: true, HasResult: true);

    private static AnswerShape Ec2(string shape) => new(Shape.Parse(shape), IsXml: true);
}
