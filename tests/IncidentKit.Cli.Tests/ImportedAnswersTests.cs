using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What the AWS CLI prints of each operation that is recorded ends in the bundle as AWS sent it.</summary>
public sealed class ImportedAnswersTests : IDisposable
{
    private const string Account = "123456789012";
    private const string Region = "us-west-2";

    /// <summary>By the name of a file, the operation, and what the CLI prints.</summary>
    private static readonly (string File, string Operation, string Printed)[] Answers =
    [
        ("identity", "sts:GetCallerIdentity", """{"UserId":"AIDA","Account":"123456789012","Arn":"arn:aws:iam::123456789012:user/ops"}"""),
        ("clusters", "ecs:ListClusters", """{"clusterArns":["arn:aws:ecs:us-west-2:123456789012:cluster/main"]}"""),
        (
            "describe-clusters",
            "ecs:DescribeClusters",
            """{"clusters":[{"clusterArn":"arn:aws:ecs:us-west-2:123456789012:cluster/main","clusterName":"main","status":"ACTIVE"}],"failures":[]}"""
        ),
        ("tasks", "ecs:ListTasks", """{"taskArns":["arn:aws:ecs:us-west-2:123456789012:task/main/0123456789abcdef0123456789abcdef"]}"""),
        (
            "describe-tasks",
            "ecs:DescribeTasks",
            """{"tasks":[{"taskArn":"arn:aws:ecs:us-west-2:123456789012:task/main/0123456789abcdef0123456789abcdef","taskDefinitionArn":"arn:aws:ecs:us-west-2:123456789012:task-definition/job:3","lastStatus":"STOPPED","createdAt":"2026-01-29T16:36:40.123000+01:00","containers":[]}],"failures":[]}"""
        ),
        (
            "definition",
            "ecs:DescribeTaskDefinition",
            """{"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:us-west-2:123456789012:task-definition/job:3","family":"job","status":"ACTIVE","containerDefinitions":[{"name":"job","image":"job:1","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/job"}}}]},"tags":[]}"""
        ),
        (
            "groups",
            "scheduler:ListScheduleGroups",
            """{"ScheduleGroups":[{"Arn":"arn:aws:scheduler:us-west-2:123456789012:schedule-group/default","Name":"default","State":"ACTIVE"}]}"""
        ),
        (
            "one-group",
            "scheduler:ListScheduleGroups",
            """{"Arn":"arn:aws:scheduler:us-west-2:123456789012:schedule-group/night","CreationDate":"2025-01-29T16:36:40+00:00","Name":"night","State":"ACTIVE"}"""
        ),
        (
            "schedules",
            "scheduler:ListSchedules",
            """{"Schedules":[{"Arn":"arn:aws:scheduler:us-west-2:123456789012:schedule/default/job","Name":"job","GroupName":"default","State":"ENABLED","Target":{"Arn":"arn:aws:lambda:us-west-2:123456789012:function:job"}}]}"""
        ),
        (
            "schedule",
            "scheduler:GetSchedule",
            """{"Arn":"arn:aws:scheduler:us-west-2:123456789012:schedule/default/job","Name":"job","GroupName":"default","ScheduleExpression":"rate(5 minutes)","ScheduleExpressionTimezone":"UTC","State":"ENABLED","CreationDate":"2025-01-29T16:36:40+00:00","FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"arn:aws:lambda:us-west-2:123456789012:function:job","RoleArn":"arn:aws:iam::123456789012:role/service-role/Caller","DeadLetterConfig":{"Arn":"arn:aws:sqs:us-west-2:123456789012:job-dlq"}}}"""
        ),
        (
            "log-groups",
            "logs:DescribeLogGroups",
            """{"logGroups":[{"logGroupName":"/ecs/job","creationTime":1700000000000,"arn":"arn:aws:logs:us-west-2:123456789012:log-group:/ecs/job:*"}]}"""
        ),
        (
            "streams",
            "logs:DescribeLogStreams",
            """{"logStreams":[{"logStreamName":"ecs/job/0123456789abcdef0123456789abcdef","creationTime":1769704600000,"firstEventTimestamp":1769704600123,"arn":"arn:aws:logs:us-west-2:123456789012:log-group:/ecs/job:log-stream:ecs/job/0123456789abcdef0123456789abcdef"}]}"""
        ),
        ("no-streams_ecs_job", "logs:DescribeLogStreams", """{"logStreams":[]}"""),
        (
            "filtered_ecs_job",
            "logs:FilterLogEvents",
            """{"events":[{"logStreamName":"s","timestamp":1769704600123,"message":"{\"detail-type\":\"ECS Task State Change\",\"source\":\"aws.ecs\",\"time\":\"2026-01-29T16:36:40Z\",\"detail\":{\"taskArn\":\"t\"}}","eventId":"1"}],"searchedLogStreams":[]}"""
        ),
        ("start-query", "logs:StartQuery", """{"queryId":"12ab3456-12ab-123a-789e-1234567890ab"}"""),
        (
            "query-results",
            "logs:GetQueryResults",
            """{"results":[[{"field":"minute","value":"2026-01-29 16:36:00.000"},{"field":"@log","value":"123456789012:/ecs/job"},{"field":"events","value":"7"}]],"statistics":{"bytesScanned":100.0},"status":"Complete"}"""
        ),
        ("stop-query", "logs:StopQuery", """{"success":true}"""),
        (
            "lookup",
            "cloudtrail:LookupEvents",
            """{"Events":[{"EventId":"a","EventName":"UpdateSchedule","ReadOnly":"false","EventTime":"2026-01-29T16:36:40+00:00","EventSource":"scheduler.amazonaws.com","Username":"ops","Resources":[],"CloudTrailEvent":"{\"eventID\":\"a\",\"eventName\":\"UpdateSchedule\",\"eventTime\":\"2026-01-29T16:36:40Z\",\"eventSource\":\"scheduler.amazonaws.com\"}"}]}"""
        ),
        (
            "function",
            "lambda:GetFunctionConfiguration",
            """{"FunctionName":"job","FunctionArn":"arn:aws:lambda:us-west-2:123456789012:function:job","Runtime":"python3.13","State":"Active","LoggingConfig":{"LogFormat":"Text","LogGroup":"/aws/lambda/job"}}"""
        ),
        (
            "whole-function",
            "lambda:GetFunctionConfiguration",
            """{"Configuration":{"FunctionName":"two","FunctionArn":"arn:aws:lambda:us-west-2:123456789012:function:two","State":"Active"},"Code":{"Location":"x"}}"""
        ),
        (
            "functions",
            "lambda:GetFunctionConfiguration",
            """{"Functions":[{"FunctionName":"three","FunctionArn":"arn:aws:lambda:us-west-2:123456789012:function:three","State":"Active"}]}"""
        ),
        (
            "function-policy",
            "lambda:GetPolicy",
            """{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"arn:aws:lambda:us-west-2:123456789012:function:job\"}]}","RevisionId":"r"}"""
        ),
        (
            "machine",
            "states:DescribeStateMachine",
            """{"stateMachineArn":"arn:aws:states:us-west-2:123456789012:stateMachine:flow","name":"flow","status":"ACTIVE","definition":"{}","roleArn":"arn:aws:iam::123456789012:role/Flow","type":"STANDARD","creationDate":"2025-01-29T16:36:40+00:00"}"""
        ),
        (
            "executions",
            "states:ListExecutions",
            """{"executions":[{"executionArn":"arn:aws:states:us-west-2:123456789012:execution:flow:1","stateMachineArn":"arn:aws:states:us-west-2:123456789012:stateMachine:flow","name":"1","status":"FAILED","startDate":"2026-01-29T16:36:40.123000+00:00","stopDate":"2026-01-29T16:37:40.123000+00:00"}]}"""
        ),
        ("no-executions-idle", "states:ListExecutions", """{"executions":[]}"""),
        (
            "execution",
            "states:DescribeExecution",
            """{"executionArn":"arn:aws:states:us-west-2:123456789012:execution:flow:1","stateMachineArn":"arn:aws:states:us-west-2:123456789012:stateMachine:flow","name":"1","status":"FAILED","startDate":"2026-01-29T16:36:40.123000+00:00","input":"{\"next\":\"arn:aws:states:us-west-2:123456789012:stateMachine:idle\"}","error":"States.TaskFailed","cause":"x"}"""
        ),
        (
            "metrics",
            "cloudwatch:GetMetricData",
            """{"MetricDataResults":[{"Id":"m0","Label":"Invocations","Timestamps":["2026-01-29T16:36:00+00:00"],"Values":[1.0],"StatusCode":"Complete"}],"Messages":[]}"""
        ),
        (
            "alarms",
            "cloudwatch:DescribeAlarms",
            """{"MetricAlarms":[{"AlarmName":"a","AlarmArn":"arn:aws:cloudwatch:us-west-2:123456789012:alarm:a","ActionsEnabled":true,"AlarmActions":[],"MetricName":"Errors","Namespace":"AWS/Lambda","Dimensions":[]}],"CompositeAlarms":[]}"""
        ),
        (
            "rules",
            "events:ListRules",
            """{"Rules":[{"Name":"nightly","Arn":"arn:aws:events:us-west-2:123456789012:rule/nightly","State":"ENABLED","ScheduleExpression":"rate(1 day)","EventBusName":"default"},{"Name":"weekly","Arn":"arn:aws:events:us-west-2:123456789012:rule/weekly","State":"ENABLED","ScheduleExpression":"rate(7 days)","EventBusName":"default"}]}"""
        ),
        (
            "rule",
            "events:ListRules",
            """{"Name":"hourly","Arn":"arn:aws:events:us-west-2:123456789012:rule/hourly","ScheduleExpression":"rate(1 hour)","State":"ENABLED","EventBusName":"default","CreatedBy":"123456789012"}"""
        ),
        (
            "list-targets-by-rule-nightly",
            "events:ListTargetsByRule",
            """{"Targets":[{"Id":"1","Arn":"arn:aws:lambda:us-west-2:123456789012:function:job"}]}"""
        ),
        (
            "role",
            "iam:GetRole",
            """{"Role":{"Path":"/","RoleName":"Caller","RoleId":"AROA","Arn":"arn:aws:iam::123456789012:role/Caller","CreateDate":"2025-01-29T16:36:40+00:00","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole"}]},"MaxSessionDuration":3600}}"""
        ),
        (
            "list-roles",
            "iam:GetRole",
            """{"Roles":[{"Path":"/","RoleName":"Other","RoleId":"AROB","Arn":"arn:aws:iam::123456789012:role/Other","CreateDate":"2025-01-29T16:36:40+00:00","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[]}}]}"""
        ),
        ("role-policies-Caller", "iam:ListRolePolicies", """{"PolicyNames":["run"]}"""),
        (
            "inline",
            "iam:GetRolePolicy",
            """{"RoleName":"Caller","PolicyName":"run","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:RunTask","Resource":"*"}]}}"""
        ),
        (
            "attached-Caller",
            "iam:ListAttachedRolePolicies",
            """{"AttachedPolicies":[{"PolicyName":"Run","PolicyArn":"arn:aws:iam::123456789012:policy/Run"}]}"""
        ),
        (
            "policy",
            "iam:GetPolicy",
            """{"Policy":{"PolicyName":"Run","PolicyId":"ANPA","Arn":"arn:aws:iam::123456789012:policy/Run","Path":"/","DefaultVersionId":"v2","IsAttachable":true}}"""
        ),
        (
            "policy-version-Run",
            "iam:GetPolicyVersion",
            """{"PolicyVersion":{"Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]},"VersionId":"v2","IsDefaultVersion":true,"CreateDate":"2025-01-29T16:36:40+00:00"}}"""
        ),
        (
            "subnets",
            "ec2:DescribeSubnets",
            """{"Subnets":[{"SubnetId":"subnet-0abc","VpcId":"vpc-1","State":"available","Tags":[{"Key":"Name","Value":"a & b"}]}]}"""
        ),
        (
            "security-groups",
            "ec2:DescribeSecurityGroups",
            """{"SecurityGroups":[{"GroupId":"sg-0abc","GroupName":"jobs","Description":"d","VpcId":"vpc-1","IpPermissions":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]}]}"""
        ),
        (
            "job-queues",
            "batch:DescribeJobQueues",
            """{"jobQueues":[{"jobQueueName":"nightly","jobQueueArn":"arn:aws:batch:us-west-2:123456789012:job-queue/nightly","state":"ENABLED","status":"VALID","priority":1,"computeEnvironmentOrder":[{"order":1,"computeEnvironment":"arn:aws:batch:us-west-2:123456789012:compute-environment/main"}]}]}"""
        ),
        (
            "environments",
            "batch:DescribeComputeEnvironments",
            """{"computeEnvironments":[{"computeEnvironmentName":"main","computeEnvironmentArn":"arn:aws:batch:us-west-2:123456789012:compute-environment/main","state":"ENABLED","status":"VALID","type":"MANAGED"}]}"""
        ),
        (
            "definitions",
            "batch:DescribeJobDefinitions",
            """{"jobDefinitions":[{"jobDefinitionName":"settle","jobDefinitionArn":"arn:aws:batch:us-west-2:123456789012:job-definition/settle:4","revision":4,"status":"ACTIVE","type":"container"}]}"""
        ),
        (
            "jobs-nightly",
            "batch:ListJobs",
            """{"jobSummaryList":[{"jobId":"a1","jobName":"settle","createdAt":1769704600123,"status":"FAILED","statusReason":"Essential container in task exited","startedAt":1769704610123,"stoppedAt":1769704620123}]}"""
        ),
        (
            "jobs",
            "batch:DescribeJobs",
            """{"jobs":[{"jobId":"a1","jobName":"settle","jobQueue":"arn:aws:batch:us-west-2:123456789012:job-queue/nightly","status":"FAILED","createdAt":1769704600123,"startedAt":1769704610123,"stoppedAt":1769704620123,"jobDefinition":"arn:aws:batch:us-west-2:123456789012:job-definition/settle:4","attempts":[{"container":{"exitCode":1},"statusReason":"Essential container in task exited"}]}]}"""
        ),
        ("queue-url", "sqs:GetQueueUrl", """{"QueueUrl":"https://sqs.us-west-2.amazonaws.com/123456789012/job-dlq"}"""),
        (
            "queue",
            "sqs:GetQueueAttributes",
            """{"Attributes":{"QueueArn":"arn:aws:sqs:us-west-2:123456789012:job-dlq","ApproximateNumberOfMessages":"3"}}"""
        ),
        ("depth-job-dlq", "sqs:GetQueueAttributes", """{"Attributes":{"ApproximateNumberOfMessages":"4"}}"""),
        (
            "messages",
            "sqs:ReceiveMessage",
            """{"Messages":[{"MessageId":"1","ReceiptHandle":"h","MD5OfBody":"m","Body":"{}","MessageAttributes":{"ERROR_CODE":{"StringValue":"AccessDeniedException","DataType":"String"}}}]}"""
        ),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryRecordedOperationHasAnAnswer() =>
        Assert.Equal(
            AwsOperation.All.Select(operation => operation.IamAction).Order(StringComparer.Ordinal),
            Answers.Select(answer => answer.Operation).Distinct().Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData(Case.AsPrinted)]
    [InlineData(Case.Upper)]
    [InlineData(Case.Lower)]
    public async Task EveryAnswerIsInTheBundleAsAwsSendsIt(Case letters)
    {
        foreach (var (file, _, printed) in Answers)
            await WriteAsync($"{file}.json", With(JsonNode.Parse(printed), letters)!.ToJsonString());
        var import = await ImportAsync();
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        foreach (var operation in Answers.Select(answer => answer.Operation.Split(':')).DistinctBy(o => $"{o[0]}:{o[1]}"))
        {
            var records = bundle.Records(operation[0], operation[1]).ToList();
            Assert.NotEmpty(records);
            Assert.All(records, record => Assert.True(record.Succeeded, $"{record.Operation}: {record.Check.Problem}"));
        }

        Assert.DoesNotContain(bundle.Manifest.Coverage, row => row.Status == CoverageStatus.Failed);
        var resources = Recorded.RecordedResources.Read(bundle);
        var role = resources.Role("Caller")!;
        Assert.True(role.PoliciesComplete);
        Assert.Equal(2, role.Policies.Count);
        Assert.NotNull(role.Trust);
        Assert.Equal("ACTIVE", resources.Network(Region, "subnet-0abc")?.Status);
        Assert.Equal("vpc-1", resources.VpcOf(Region, "sg-0abc"));
        Assert.NotNull(resources.LogGroup(Region, "/ecs/job"));
        Assert.Equal("1", resources.Rules.Single(rule => rule.Name == "nightly").Targets!.Single().Text("Id"));
        Assert.Null(resources.Rules.Single(rule => rule.Name == "weekly").Targets);
        Assert.Equal(3, bundle.Records("lambda", "GetFunctionConfiguration").Count());
        var machine = Recorded.MachineExecution.ReadAll(bundle).Single(m => m.Key.Machine.EndsWith("flow", StringComparison.Ordinal)).Value;
        Assert.Equal("States.TaskFailed", Assert.Single(machine.Executions).Error);
        var jobs = Recorded.BatchJob.ReadAll(bundle).Single();
        Assert.Equal(("nightly", 1), (jobs.Key.Queue, Assert.Single(jobs.Value.Jobs).Container.ExitCode));
        var activity = Recorded.RecordedActivity.ReadAll(bundle, Recorded.RecordedLogGroup.ReadAll(bundle)).Single();
        Assert.Equal(("/ecs/job", 7L), (activity.LogGroup, activity.Minutes.Sum(m => m.Events)));
    }

    /// <summary>A loop in a shell appends its answers to one file; an SDK's pages each name the next.</summary>
    [Fact]
    public async Task PagesInOneFileAreOneListing()
    {
        await WriteAsync(
            "executions.json",
            """
            {"executions":[{"executionArn":"arn:aws:states:us-west-2:123456789012:execution:flow:2","stateMachineArn":"arn:aws:states:us-west-2:123456789012:stateMachine:flow","name":"2","status":"SUCCEEDED","startDate":"2026-01-29T17:36:40+00:00"}],"nextToken":"p2"}
            {"executions":[{"executionArn":"arn:aws:states:us-west-2:123456789012:execution:flow:1","stateMachineArn":"arn:aws:states:us-west-2:123456789012:stateMachine:flow","name":"1","status":"SUCCEEDED","startDate":"2026-01-29T16:36:40+00:00"}]}
            """
        );
        await WriteAsync("rules.json", """{"Rules":[],"NextToken":"more"}""");
        var import = await ImportAsync();
        Assert.True(import.Code == 0, import.Error);
        Assert.Contains("ListRules has more pages than are here", import.Error, StringComparison.Ordinal);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        var listing = Recorded.MachineExecution.ReadAll(bundle).Single().Value;
        Assert.Equal((2, NodaTime.Instant.MinValue), (listing.Executions.Count, listing.CompleteFrom));
        Assert.Equal(CoverageStatus.Partial, bundle.Manifest.Coverage.Single(row => row.Source == SourceNames.Rules).Status);
    }

    [Theory]
    [InlineData("rules", "targets.json", "does not say of which rule it is")]
    [InlineData("rules", "list-targets-by-rule-monthly.json", "does not say of which rule it is")]
    [InlineData("rules", "targets-nightly.json", "is taken to be of the rule nightly")]
    [InlineData("rules", "Weekly/targets.json", "is taken to be of the rule weekly")]
    [InlineData("rule", "targets.json", "is taken to be of the rule hourly")]
    [InlineData("rule", "targets-monthly.json", "does not say of which rule it is")]
    public async Task AnswerWithoutItsResourceIsThatOfItsFilesName(string listing, string file, string told)
    {
        await WriteAsync($"{listing}.json", Answers.Single(a => a.File == listing).Printed);
        await WriteAsync(file, Answers.Single(a => a.Operation == "events:ListTargetsByRule").Printed);
        var import = await ImportAsync();
        Assert.Contains(told, import.Error, StringComparison.Ordinal);
        Assert.Equal(told.StartsWith("is taken", StringComparison.Ordinal) ? ExitCode.Done : ExitCode.PartlyUnknown, import.Code);
    }

    [Fact]
    public async Task TargetsOfSeveralRulesInOneFileAreOfNone()
    {
        var targets = Answers.Single(a => a.Operation == "events:ListTargetsByRule").Printed;
        await WriteAsync("rules.json", Answers.Single(a => a.File == "rules").Printed);
        await WriteAsync("targets-nightly.json", $"{targets}\n{targets.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)}");
        var import = await ImportAsync();
        Assert.Equal(ExitCode.PartlyUnknown, import.Code);
        Assert.Contains("2 answers of ListTargetsByRule do not say of which rule each is", import.Error, StringComparison.Ordinal);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Empty(bundle.Records("events", "ListTargetsByRule"));
    }

    /// <summary>get-account-authorization-details tells of all roles at once.</summary>
    [Fact]
    public async Task DetailsOfTheAccountTellEveryRole()
    {
        await WriteAsync(
            "details.json",
            """
            {"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[{"Path":"/","RoleName":"Caller","RoleId":"AROA","Arn":"arn:aws:iam::123456789012:role/Caller",
            "CreateDate":"2025-01-29T16:36:40+00:00","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[]},"InstanceProfileList":[],
            "RolePolicyList":[{"PolicyName":"run","PolicyDocument":{"Statement":[]}}],"AttachedManagedPolicies":[{"PolicyName":"Run","PolicyArn":"arn:aws:iam::123456789012:policy/Run"}]}],
            "Policies":[{"PolicyName":"Run","Arn":"arn:aws:iam::123456789012:policy/Run","DefaultVersionId":"v1","PolicyVersionList":[{"Document":{"Statement":[]},"VersionId":"v1","IsDefaultVersion":true,"CreateDate":"2025-01-29T16:36:40+00:00"}]}]}
            """
        );
        var import = await ImportAsync();
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        var role = Recorded.RecordedResources.Read(bundle).Role("Caller")!;
        Assert.Equal(
            (true, 2, "arn:aws:iam::123456789012:policy/Run"),
            (role.PoliciesComplete, role.Policies.Count, role.AttachedPolicies.Single())
        );
    }

    /// <summary>For what schedules name and no file tells the command is printed, what tells most first.</summary>
    [Fact]
    public async Task WhatIsMissingIsPrintedAsCommands()
    {
        await WriteAsync("schedule.json", Answers.Single(a => a.File == "schedule").Printed);
        await WriteAsync(
            "schedules.json",
            """{"Schedules":[{"Name":"job","GroupName":"default","State":"ENABLED"},{"Name":"it's","GroupName":"b","State":"ENABLED"}]}"""
        );
        await WriteAsync("rules.json", Answers.Single(a => a.File == "rules").Printed);
        var import = await ImportAsync();
        Assert.True(import.Code == 0, import.Error);
        const string aws = "    aws --region us-west-2 --output json ";
        Assert.Equal(
            [
                $@"{aws}scheduler get-schedule --group-name b --name 'it'\''s' > schedule-it_s.json",
                $"{aws}events list-targets-by-rule --rule nightly > targets-nightly.json",
                $"{aws}events list-targets-by-rule --rule weekly > targets-weekly.json",
                $"{aws}cloudtrail lookup-events --start-time 2026-01-29T14:00:00Z --end-time 2026-01-29T23:10:00Z"
                    + " --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false > changes.json",
                $"{aws}lambda get-function-configuration --function-name job > function-job.json",
                $"{aws}logs describe-log-streams --log-group-name /aws/lambda/job > log-streams-aws_lambda_job.json",
                $"{aws}iam get-role --role-name Caller > role-Caller.json",
                $"{aws}iam list-role-policies --role-name Caller > role-policies-Caller.json",
                $"{aws}iam list-attached-role-policies --role-name Caller > attached-policies-Caller.json",
                $"{aws}sqs get-queue-attributes --attribute-names All --queue-url"
                    + " https://sqs.us-west-2.amazonaws.com/123456789012/job-dlq > queue-job-dlq.json",
                $"{aws}cloudwatch describe-alarms > alarms.json",
            ],
            import.ErrorLines.Where(line => line.StartsWith(aws, StringComparison.Ordinal))
        );
    }

    /// <summary>How the names of members are written.</summary>
    public enum Case
    {
        AsPrinted,
        Upper,
        Lower,
    }

    private static JsonNode? With(JsonNode? node, Case letters) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Select(m =>
                    KeyValuePair.Create(
                        letters switch
                        {
                            Case.Upper => char.ToUpperInvariant(m.Key[0]) + m.Key[1..],
                            Case.Lower => char.ToLowerInvariant(m.Key[0]) + m.Key[1..],
                            _ => m.Key,
                        },
                        With(m.Value, letters)
                    )
                )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => With(item, letters))]),
            _ => node?.DeepClone(),
        };

    private async Task WriteAsync(string name, string content)
    {
        var path = _folder.PathOf($"files/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
    }

    private Task<Cli.Result> ImportAsync() =>
        Cli.RunAsync(
            "import",
            _folder.PathOf("files"),
            "--from",
            "2026-01-29T14:00Z",
            "--to",
            "2026-01-29T23:10Z",
            "--out",
            _folder.PathOf("bundle"),
            "--region",
            Region,
            "--account",
            Account
        );
}
