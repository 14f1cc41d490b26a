namespace IncidentKit.Evidence;

/// <summary>
/// Every event that the recorder asks CloudTrail for, once. Rules cite these entries, so that no rule waits for an event that nobody records.
/// An entry is on the list by being declared; the recorder asks in the order of the declarations.
/// </summary>
public static class ChangeEvents
{
    private static readonly List<ChangeEvent> Asked = [];

    // EventBridge Scheduler and rules
    internal static ChangeEvent CreateSchedule { get; } = OfRegion("scheduler.amazonaws.com", "CreateSchedule");
    internal static ChangeEvent UpdateSchedule { get; } = OfRegion("scheduler.amazonaws.com", "UpdateSchedule");
    internal static ChangeEvent DeleteSchedule { get; } = OfRegion("scheduler.amazonaws.com", "DeleteSchedule");
    internal static ChangeEvent CreateScheduleGroup { get; } = OfRegion("scheduler.amazonaws.com", "CreateScheduleGroup");
    internal static ChangeEvent DeleteScheduleGroup { get; } = OfRegion("scheduler.amazonaws.com", "DeleteScheduleGroup");
    internal static ChangeEvent PutRule { get; } = OfRegion("events.amazonaws.com", "PutRule");
    internal static ChangeEvent EnableRule { get; } = OfRegion("events.amazonaws.com", "EnableRule");
    internal static ChangeEvent DisableRule { get; } = OfRegion("events.amazonaws.com", "DisableRule");
    internal static ChangeEvent DeleteRule { get; } = OfRegion("events.amazonaws.com", "DeleteRule");
    internal static ChangeEvent PutTargets { get; } = OfRegion("events.amazonaws.com", "PutTargets");
    internal static ChangeEvent RemoveTargets { get; } = OfRegion("events.amazonaws.com", "RemoveTargets");

    // targets; Lambda's events carry the API's date
    internal static ChangeEvent CreateCluster { get; } = OfRegion("ecs.amazonaws.com", "CreateCluster");
    internal static ChangeEvent DeleteCluster { get; } = OfRegion("ecs.amazonaws.com", "DeleteCluster");
    internal static ChangeEvent UpdateCluster { get; } = OfRegion("ecs.amazonaws.com", "UpdateCluster");
    internal static ChangeEvent PutClusterCapacityProviders { get; } = OfRegion("ecs.amazonaws.com", "PutClusterCapacityProviders");
    internal static ChangeEvent RegisterTaskDefinition { get; } = OfRegion("ecs.amazonaws.com", "RegisterTaskDefinition");
    internal static ChangeEvent DeregisterTaskDefinition { get; } = OfRegion("ecs.amazonaws.com", "DeregisterTaskDefinition");
    internal static ChangeEvent DeleteTaskDefinitions { get; } = OfRegion("ecs.amazonaws.com", "DeleteTaskDefinitions");
    internal static ChangeEvent StopTask { get; } = OfRegion("ecs.amazonaws.com", "StopTask");
    internal static ChangeEvent CreateFunction { get; } = OfRegion("lambda.amazonaws.com", "CreateFunction20150331");
    internal static ChangeEvent DeleteFunction { get; } = OfRegion("lambda.amazonaws.com", "DeleteFunction20150331");

    // networks
    internal static ChangeEvent DeleteSubnet { get; } = OfRegion("ec2.amazonaws.com", "DeleteSubnet");
    internal static ChangeEvent DeleteSecurityGroup { get; } = OfRegion("ec2.amazonaws.com", "DeleteSecurityGroup");
    internal static ChangeEvent AuthorizeSecurityGroupEgress { get; } = OfRegion("ec2.amazonaws.com", "AuthorizeSecurityGroupEgress");
    internal static ChangeEvent RevokeSecurityGroupEgress { get; } = OfRegion("ec2.amazonaws.com", "RevokeSecurityGroupEgress");
    internal static ChangeEvent DeleteNatGateway { get; } = OfRegion("ec2.amazonaws.com", "DeleteNatGateway");
    internal static ChangeEvent DeleteVpcEndpoints { get; } = OfRegion("ec2.amazonaws.com", "DeleteVpcEndpoints");
    internal static ChangeEvent ReplaceRoute { get; } = OfRegion("ec2.amazonaws.com", "ReplaceRoute");

    // images, secrets, keys, log groups
    internal static ChangeEvent PutImage { get; } = OfRegion("ecr.amazonaws.com", "PutImage");
    internal static ChangeEvent BatchDeleteImage { get; } = OfRegion("ecr.amazonaws.com", "BatchDeleteImage");
    internal static ChangeEvent DeleteRepository { get; } = OfRegion("ecr.amazonaws.com", "DeleteRepository");
    internal static ChangeEvent DeleteSecret { get; } = OfRegion("secretsmanager.amazonaws.com", "DeleteSecret");
    internal static ChangeEvent RestoreSecret { get; } = OfRegion("secretsmanager.amazonaws.com", "RestoreSecret");
    internal static ChangeEvent PutParameter { get; } = OfRegion("ssm.amazonaws.com", "PutParameter");
    internal static ChangeEvent DeleteParameter { get; } = OfRegion("ssm.amazonaws.com", "DeleteParameter");
    internal static ChangeEvent DisableKey { get; } = OfRegion("kms.amazonaws.com", "DisableKey");
    internal static ChangeEvent ScheduleKeyDeletion { get; } = OfRegion("kms.amazonaws.com", "ScheduleKeyDeletion");
    internal static ChangeEvent CreateLogGroup { get; } = OfRegion("logs.amazonaws.com", "CreateLogGroup");
    internal static ChangeEvent DeleteLogGroup { get; } = OfRegion("logs.amazonaws.com", "DeleteLogGroup");

    // roles; IAM's events are in one region of a partition (CloudTrail user guide, "Global service events")
    internal static ChangeEvent CreateRole { get; } = OfPartition("iam.amazonaws.com", "CreateRole");
    internal static ChangeEvent DeleteRole { get; } = OfPartition("iam.amazonaws.com", "DeleteRole");
    internal static ChangeEvent UpdateAssumeRolePolicy { get; } = OfPartition("iam.amazonaws.com", "UpdateAssumeRolePolicy");
    internal static ChangeEvent PutRolePolicy { get; } = OfPartition("iam.amazonaws.com", "PutRolePolicy");
    internal static ChangeEvent DeleteRolePolicy { get; } = OfPartition("iam.amazonaws.com", "DeleteRolePolicy");
    internal static ChangeEvent AttachRolePolicy { get; } = OfPartition("iam.amazonaws.com", "AttachRolePolicy");
    internal static ChangeEvent DetachRolePolicy { get; } = OfPartition("iam.amazonaws.com", "DetachRolePolicy");
    internal static ChangeEvent CreatePolicyVersion { get; } = OfPartition("iam.amazonaws.com", "CreatePolicyVersion");
    internal static ChangeEvent SetDefaultPolicyVersion { get; } = OfPartition("iam.amazonaws.com", "SetDefaultPolicyVersion");
    internal static ChangeEvent DeletePolicyVersion { get; } = OfPartition("iam.amazonaws.com", "DeletePolicyVersion");
    internal static ChangeEvent PutRolePermissionsBoundary { get; } = OfPartition("iam.amazonaws.com", "PutRolePermissionsBoundary");
    internal static ChangeEvent DeleteRolePermissionsBoundary { get; } = OfPartition("iam.amazonaws.com", "DeleteRolePermissionsBoundary");

    /// <summary>The calls that start tasks. They are no changes and have a call of their own, since they are many.</summary>
    internal static ChangeEvent RunTask { get; } = new("ecs.amazonaws.com", "RunTask", IsGlobal: false);

    /// <summary>All changes, in the order in which they are asked for.</summary>
    internal static IReadOnlyList<ChangeEvent> All => Asked;

    /// <summary>The names of the changes to ask each region for, in order.</summary>
    public static IReadOnlyList<string> RegionalNames { get; } = [.. Asked.Where(e => !e.IsGlobal).Select(e => e.Name)];

    /// <summary>The names of the changes to ask one region of the partition for, in order.</summary>
    public static IReadOnlyList<string> GlobalNames { get; } = [.. Asked.Where(e => e.IsGlobal).Select(e => e.Name)];

    /// <summary>The name of the calls that start tasks.</summary>
    public static string RunTaskName => RunTask.Name;

    private static ChangeEvent OfRegion(string source, string name) => Add(new(source, name, IsGlobal: false));

    private static ChangeEvent OfPartition(string source, string name) => Add(new(source, name, IsGlobal: true));

    private static ChangeEvent Add(ChangeEvent asked)
    {
        Asked.Add(asked);
        return asked;
    }
}
