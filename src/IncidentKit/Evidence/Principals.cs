namespace IncidentKit.Evidence;

#pragma warning disable CS1591 // Each is what its name says.
/// <summary>Names AWS's services, each once: as the source of a CloudTrail event and as the principal that a policy lets act.</summary>
internal static class Principals
{
    public const string Scheduler = "scheduler.amazonaws.com";
    public const string Events = "events.amazonaws.com";
    public const string Ecs = "ecs.amazonaws.com";
    public const string Lambda = "lambda.amazonaws.com";
    public const string Batch = "batch.amazonaws.com";
    public const string States = "states.amazonaws.com";
    public const string Ec2 = "ec2.amazonaws.com";
    public const string Ecr = "ecr.amazonaws.com";
    public const string SecretsManager = "secretsmanager.amazonaws.com";
    public const string Ssm = "ssm.amazonaws.com";
    public const string Kms = "kms.amazonaws.com";
    public const string Logs = "logs.amazonaws.com";
    public const string Iam = "iam.amazonaws.com";

    /// <summary>ECS as it assumes the roles of a task. It is a principal alone, and no source of events.</summary>
    public const string EcsTasks = "ecs-tasks.amazonaws.com";
}
