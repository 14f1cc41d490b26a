namespace IncidentKit.Aws.Client;

/// <summary>The services whose operations can be sent (botocore 1.43.11).</summary>
static class AwsApis
{
    static readonly AwsService Sts = new("sts", "STS", "sts", "2011-06-15", AwsProtocol.Query);

    static readonly AwsService Ecs = new("ecs", "ECS", "ecs", "2014-11-13", AwsProtocol.Json)
    {
        TargetPrefix = "AmazonEC2ContainerServiceV20141113",
    };

    static readonly AwsService Scheduler = new("scheduler", "Scheduler", "scheduler", "2021-06-30", AwsProtocol.RestGet);

    static readonly AwsService Logs = new("logs", "CloudWatch Logs", "logs", "2014-03-28", AwsProtocol.Json)
    {
        TargetPrefix = "Logs_20140328",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService CloudTrail = new("cloudtrail", "CloudTrail", "cloudtrail", "2013-11-01", AwsProtocol.Json)
    {
        TargetPrefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService Lambda = new("lambda", "Lambda", "lambda", "2015-03-31", AwsProtocol.RestGet);

    static readonly AwsService StepFunctions = new("states", "SFN", "states", "2016-11-23", AwsProtocol.Json)
    {
        TargetPrefix = "AWSStepFunctions",
        JsonVersion = "1.0",
        PlainHostIsFipsInGovWest = true,
    };

    static readonly AwsService Batch = new("batch", "Batch", "batch", "2016-08-10", AwsProtocol.RestPost)
    {
        FipsHost = "fips.batch",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService CloudWatch = new("cloudwatch", "CloudWatch", "monitoring", "2010-08-01", AwsProtocol.Json)
    {
        TargetPrefix = "GraniteServiceVersion20100801",
        JsonVersion = "1.0",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService EventBridge = new("events", "EventBridge", "events", "2015-10-07", AwsProtocol.Json)
    {
        TargetPrefix = "AWSEvents",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService Iam = new("iam", "IAM", "iam", "2010-05-08", AwsProtocol.Query) { IsGlobal = true };

    static readonly AwsService Ec2 = new("ec2", "EC2", "ec2", "2016-11-15", AwsProtocol.Query) { PlainHostIsFipsInGov = true };

    static readonly AwsService Sqs = new("sqs", "SQS", "sqs", "2012-11-05", AwsProtocol.Json)
    {
        TargetPrefix = "AmazonSQS",
        JsonVersion = "1.0",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService[] All =
    [
        Sts,
        Ecs,
        Scheduler,
        Logs,
        CloudTrail,
        Lambda,
        StepFunctions,
        Batch,
        CloudWatch,
        EventBridge,
        Iam,
        Ec2,
        Sqs,
    ];

    /// <summary>The service of that name in evidence records.</summary>
    public static AwsService Named(string name) => All.Single(service => service.Name == name);
}
