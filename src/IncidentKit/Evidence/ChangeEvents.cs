namespace IncidentKit.Evidence;

/// <summary>
/// Every event that the recorder asks CloudTrail for, once. Rules cite these entries, so that no rule waits for an event that nobody records.
/// An entry is on the list by being declared; the recorder asks in the order of the declarations.
/// </summary>
public static class ChangeEvents
{
    private static readonly List<ChangeEvent> Asked = [];

    // EventBridge Scheduler and rules
    internal static ChangeEvent CreateSchedule { get; } = OfRegion(Principals.Scheduler, "CreateSchedule");
    internal static ChangeEvent UpdateSchedule { get; } = OfRegion(Principals.Scheduler, "UpdateSchedule");
    internal static ChangeEvent DeleteSchedule { get; } = OfRegion(Principals.Scheduler, "DeleteSchedule");
    internal static ChangeEvent CreateScheduleGroup { get; } = OfRegion(Principals.Scheduler, "CreateScheduleGroup");
    internal static ChangeEvent DeleteScheduleGroup { get; } = OfRegion(Principals.Scheduler, "DeleteScheduleGroup");
    internal static ChangeEvent PutRule { get; } = OfRegion(Principals.Events, "PutRule");
    internal static ChangeEvent EnableRule { get; } = OfRegion(Principals.Events, "EnableRule");
    internal static ChangeEvent DisableRule { get; } = OfRegion(Principals.Events, "DisableRule");
    internal static ChangeEvent DeleteRule { get; } = OfRegion(Principals.Events, "DeleteRule");
    internal static ChangeEvent PutTargets { get; } = OfRegion(Principals.Events, "PutTargets");
    internal static ChangeEvent RemoveTargets { get; } = OfRegion(Principals.Events, "RemoveTargets");

    // targets; Lambda's events carry the API's date
    internal static ChangeEvent CreateCluster { get; } = OfRegion(Principals.Ecs, "CreateCluster");
    internal static ChangeEvent DeleteCluster { get; } = OfRegion(Principals.Ecs, "DeleteCluster");
    internal static ChangeEvent UpdateCluster { get; } = OfRegion(Principals.Ecs, "UpdateCluster");
    internal static ChangeEvent PutClusterCapacityProviders { get; } = OfRegion(Principals.Ecs, "PutClusterCapacityProviders");
    internal static ChangeEvent RegisterTaskDefinition { get; } = OfRegion(Principals.Ecs, "RegisterTaskDefinition");
    internal static ChangeEvent DeregisterTaskDefinition { get; } = OfRegion(Principals.Ecs, "DeregisterTaskDefinition");
    internal static ChangeEvent DeleteTaskDefinitions { get; } = OfRegion(Principals.Ecs, "DeleteTaskDefinitions");
    internal static ChangeEvent StopTask { get; } = OfRegion(Principals.Ecs, "StopTask");
    internal static ChangeEvent CreateFunction { get; } = OfRegion(Principals.Lambda, "CreateFunction20150331");
    internal static ChangeEvent DeleteFunction { get; } = OfRegion(Principals.Lambda, "DeleteFunction20150331");

    // networks
    internal static ChangeEvent DeleteSubnet { get; } = OfRegion(Principals.Ec2, "DeleteSubnet");
    internal static ChangeEvent DeleteSecurityGroup { get; } = OfRegion(Principals.Ec2, "DeleteSecurityGroup");
    internal static ChangeEvent AuthorizeSecurityGroupEgress { get; } = OfRegion(Principals.Ec2, "AuthorizeSecurityGroupEgress");
    internal static ChangeEvent RevokeSecurityGroupEgress { get; } = OfRegion(Principals.Ec2, "RevokeSecurityGroupEgress");
    internal static ChangeEvent DeleteNatGateway { get; } = OfRegion(Principals.Ec2, "DeleteNatGateway");
    internal static ChangeEvent DeleteVpcEndpoints { get; } = OfRegion(Principals.Ec2, "DeleteVpcEndpoints");
    internal static ChangeEvent ReplaceRoute { get; } = OfRegion(Principals.Ec2, "ReplaceRoute");

    // images, secrets, keys, log groups
    internal static ChangeEvent PutImage { get; } = OfRegion(Principals.Ecr, "PutImage");
    internal static ChangeEvent BatchDeleteImage { get; } = OfRegion(Principals.Ecr, "BatchDeleteImage");
    internal static ChangeEvent DeleteRepository { get; } = OfRegion(Principals.Ecr, "DeleteRepository");
    internal static ChangeEvent DeleteSecret { get; } = OfRegion(Principals.SecretsManager, "DeleteSecret");
    internal static ChangeEvent RestoreSecret { get; } = OfRegion(Principals.SecretsManager, "RestoreSecret");
    internal static ChangeEvent PutParameter { get; } = OfRegion(Principals.Ssm, "PutParameter");
    internal static ChangeEvent DeleteParameter { get; } = OfRegion(Principals.Ssm, "DeleteParameter");
    internal static ChangeEvent DisableKey { get; } = OfRegion(Principals.Kms, "DisableKey");
    internal static ChangeEvent ScheduleKeyDeletion { get; } = OfRegion(Principals.Kms, "ScheduleKeyDeletion");
    internal static ChangeEvent CreateLogGroup { get; } = OfRegion(Principals.Logs, "CreateLogGroup");
    internal static ChangeEvent DeleteLogGroup { get; } = OfRegion(Principals.Logs, "DeleteLogGroup");

    // roles; IAM's events are in one region of a partition (CloudTrail user guide, "Global service events")
    internal static ChangeEvent CreateRole { get; } = OfPartition(Principals.Iam, "CreateRole");
    internal static ChangeEvent DeleteRole { get; } = OfPartition(Principals.Iam, "DeleteRole");
    internal static ChangeEvent UpdateAssumeRolePolicy { get; } = OfPartition(Principals.Iam, "UpdateAssumeRolePolicy");
    internal static ChangeEvent PutRolePolicy { get; } = OfPartition(Principals.Iam, "PutRolePolicy");
    internal static ChangeEvent DeleteRolePolicy { get; } = OfPartition(Principals.Iam, "DeleteRolePolicy");
    internal static ChangeEvent AttachRolePolicy { get; } = OfPartition(Principals.Iam, "AttachRolePolicy");
    internal static ChangeEvent DetachRolePolicy { get; } = OfPartition(Principals.Iam, "DetachRolePolicy");
    internal static ChangeEvent CreatePolicyVersion { get; } = OfPartition(Principals.Iam, "CreatePolicyVersion");
    internal static ChangeEvent SetDefaultPolicyVersion { get; } = OfPartition(Principals.Iam, "SetDefaultPolicyVersion");
    internal static ChangeEvent DeletePolicyVersion { get; } = OfPartition(Principals.Iam, "DeletePolicyVersion");
    internal static ChangeEvent PutRolePermissionsBoundary { get; } = OfPartition(Principals.Iam, "PutRolePermissionsBoundary");
    internal static ChangeEvent DeleteRolePermissionsBoundary { get; } = OfPartition(Principals.Iam, "DeleteRolePermissionsBoundary");

    /// <summary>The calls that start tasks. They are no changes and have a call of their own, since they are many.</summary>
    internal static ChangeEvent RunTask { get; } = new(Principals.Ecs, "RunTask", IsGlobal: false);

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
