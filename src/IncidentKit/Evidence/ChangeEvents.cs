using NodaTime;

namespace IncidentKit.Evidence;

/// <summary>
/// Lists every event that the recorder asks CloudTrail for, once. Rules cite these entries, so that no rule waits for an
/// event that nobody records. An entry is on the list by being declared. The recorder asks in the order of the declarations.
/// </summary>
public static class ChangeEvents
{
    private static readonly List<ChangeEvent> Asked = [];

    // EventBridge Scheduler and rules
    internal static ChangeEvent CreateSchedule { get; } = OfRegion(Principals.Scheduler, "CreateSchedule", 2);
    internal static ChangeEvent UpdateSchedule { get; } = OfRegion(Principals.Scheduler, "UpdateSchedule", 2);
    internal static ChangeEvent DeleteSchedule { get; } = OfRegion(Principals.Scheduler, "DeleteSchedule", 2);
    internal static ChangeEvent CreateScheduleGroup { get; } = OfRegion(Principals.Scheduler, "CreateScheduleGroup", 2);
    internal static ChangeEvent DeleteScheduleGroup { get; } = OfRegion(Principals.Scheduler, "DeleteScheduleGroup", 2);
    internal static ChangeEvent PutRule { get; } = OfRegion(Principals.Events, "PutRule", 5);
    internal static ChangeEvent EnableRule { get; } = OfRegion(Principals.Events, "EnableRule", 5);
    internal static ChangeEvent DisableRule { get; } = OfRegion(Principals.Events, "DisableRule", 5);
    internal static ChangeEvent DeleteRule { get; } = OfRegion(Principals.Events, "DeleteRule", 5);
    internal static ChangeEvent PutTargets { get; } = OfRegion(Principals.Events, "PutTargets", 5);
    internal static ChangeEvent RemoveTargets { get; } = OfRegion(Principals.Events, "RemoveTargets", 5);

    // targets; Lambda's events carry the API's date
    internal static ChangeEvent CreateCluster { get; } = OfRegion(Principals.Ecs, "CreateCluster", 5);
    internal static ChangeEvent DeleteCluster { get; } = OfRegion(Principals.Ecs, "DeleteCluster", 5);
    internal static ChangeEvent UpdateCluster { get; } = OfRegion(Principals.Ecs, "UpdateCluster", 5);
    internal static ChangeEvent PutClusterCapacityProviders { get; } = OfRegion(Principals.Ecs, "PutClusterCapacityProviders", 5);
    internal static ChangeEvent RegisterTaskDefinition { get; } = OfRegion(Principals.Ecs, "RegisterTaskDefinition", 1);
    internal static ChangeEvent DeregisterTaskDefinition { get; } = OfRegion(Principals.Ecs, "DeregisterTaskDefinition", 10);
    internal static ChangeEvent DeleteTaskDefinitions { get; } = OfRegion(Principals.Ecs, "DeleteTaskDefinitions", 10);
    internal static ChangeEvent StopTask { get; } = OfRegion(Principals.Ecs, "StopTask", 0);
    internal static ChangeEvent PutFunctionConcurrency { get; } = OfRegion(Principals.Lambda, "PutFunctionConcurrency20171031", 5);
    internal static ChangeEvent DeleteFunctionConcurrency { get; } = OfRegion(Principals.Lambda, "DeleteFunctionConcurrency20171031", 5);
    internal static ChangeEvent CreateFunction { get; } = OfRegion(Principals.Lambda, "CreateFunction20150331", 5);
    internal static ChangeEvent DeleteFunction { get; } = OfRegion(Principals.Lambda, "DeleteFunction20150331", 5);

    internal static ChangeEvent AddPermission { get; } = OfRegion(Principals.Lambda, "AddPermission20150331v2", 5);
    internal static ChangeEvent RemovePermission { get; } = OfRegion(Principals.Lambda, "RemovePermission20150331v2", 5);

    // state machines, asked for where a target is one
    internal static ChangeEvent CreateStateMachine { get; } = OfRegion(Principals.States, "CreateStateMachine", 1);
    internal static ChangeEvent UpdateStateMachine { get; } = OfRegion(Principals.States, "UpdateStateMachine", 1);
    internal static ChangeEvent DeleteStateMachine { get; } = OfRegion(Principals.States, "DeleteStateMachine", 1);

    // queues, environments and job definitions of Batch, asked for where a target submits jobs
    internal static ChangeEvent CreateJobQueue { get; } = OfRegion(Principals.Batch, "CreateJobQueue", 5);
    internal static ChangeEvent UpdateJobQueue { get; } = OfRegion(Principals.Batch, "UpdateJobQueue", 5);
    internal static ChangeEvent DeleteJobQueue { get; } = OfRegion(Principals.Batch, "DeleteJobQueue", 5);
    internal static ChangeEvent UpdateComputeEnvironment { get; } = OfRegion(Principals.Batch, "UpdateComputeEnvironment", 5);
    internal static ChangeEvent RegisterJobDefinition { get; } = OfRegion(Principals.Batch, "RegisterJobDefinition", 5);
    internal static ChangeEvent DeregisterJobDefinition { get; } = OfRegion(Principals.Batch, "DeregisterJobDefinition", 5);

    // networks
    internal static ChangeEvent DeleteSubnet { get; } = OfRegion(Principals.Ec2, "DeleteSubnet", 1);
    internal static ChangeEvent DeleteSecurityGroup { get; } = OfRegion(Principals.Ec2, "DeleteSecurityGroup", 1);
    internal static ChangeEvent AuthorizeSecurityGroupEgress { get; } = OfRegion(Principals.Ec2, "AuthorizeSecurityGroupEgress", 1);
    internal static ChangeEvent RevokeSecurityGroupEgress { get; } = OfRegion(Principals.Ec2, "RevokeSecurityGroupEgress", 1);
    internal static ChangeEvent DeleteNatGateway { get; } = OfRegion(Principals.Ec2, "DeleteNatGateway", 5);
    internal static ChangeEvent DeleteVpcEndpoints { get; } = OfRegion(Principals.Ec2, "DeleteVpcEndpoints", 5);
    internal static ChangeEvent CreateNatGateway { get; } = OfRegion(Principals.Ec2, "CreateNatGateway", 5);
    internal static ChangeEvent CreateVpcEndpoint { get; } = OfRegion(Principals.Ec2, "CreateVpcEndpoint", 5);
    internal static ChangeEvent ModifyVpcEndpoint { get; } = OfRegion(Principals.Ec2, "ModifyVpcEndpoint", 5);
    internal static ChangeEvent CreateRoute { get; } = OfRegion(Principals.Ec2, "CreateRoute", 5);
    internal static ChangeEvent DeleteRoute { get; } = OfRegion(Principals.Ec2, "DeleteRoute", 5);
    internal static ChangeEvent DetachInternetGateway { get; } = OfRegion(Principals.Ec2, "DetachInternetGateway", 5);
    internal static ChangeEvent AttachInternetGateway { get; } = OfRegion(Principals.Ec2, "AttachInternetGateway", 5);
    internal static ChangeEvent ReplaceRouteTableAssociation { get; } = OfRegion(Principals.Ec2, "ReplaceRouteTableAssociation", 5);
    internal static ChangeEvent ReplaceNetworkAclEntry { get; } = OfRegion(Principals.Ec2, "ReplaceNetworkAclEntry", 5);
    internal static ChangeEvent CreateNetworkAclEntry { get; } = OfRegion(Principals.Ec2, "CreateNetworkAclEntry", 5);
    internal static ChangeEvent DeleteNetworkAclEntry { get; } = OfRegion(Principals.Ec2, "DeleteNetworkAclEntry", 5);
    internal static ChangeEvent ReplaceRoute { get; } = OfRegion(Principals.Ec2, "ReplaceRoute", 5);

    // images, secrets, keys, log groups
    internal static ChangeEvent PutImage { get; } = OfRegion(Principals.Ecr, "PutImage", 1);
    internal static ChangeEvent BatchDeleteImage { get; } = OfRegion(Principals.Ecr, "BatchDeleteImage", 1);
    internal static ChangeEvent DeleteRepository { get; } = OfRegion(Principals.Ecr, "DeleteRepository", 1);
    internal static ChangeEvent DeleteSecret { get; } = OfRegion(Principals.SecretsManager, "DeleteSecret", 1);
    internal static ChangeEvent RestoreSecret { get; } = OfRegion(Principals.SecretsManager, "RestoreSecret", 1);
    internal static ChangeEvent PutParameter { get; } = OfRegion(Principals.Ssm, "PutParameter", 1);
    internal static ChangeEvent DeleteParameter { get; } = OfRegion(Principals.Ssm, "DeleteParameter", 1);
    internal static ChangeEvent UpdateSecret { get; } = OfRegion(Principals.SecretsManager, "UpdateSecret", 1);
    internal static ChangeEvent PutResourcePolicy { get; } = OfRegion(Principals.SecretsManager, "PutResourcePolicy", 1);
    internal static ChangeEvent EnableKey { get; } = OfRegion(Principals.Kms, "EnableKey", 10);
    internal static ChangeEvent CancelKeyDeletion { get; } = OfRegion(Principals.Kms, "CancelKeyDeletion", 10);
    internal static ChangeEvent PutKeyPolicy { get; } = OfRegion(Principals.Kms, "PutKeyPolicy", 10);
    internal static ChangeEvent DisableKey { get; } = OfRegion(Principals.Kms, "DisableKey", 10);
    internal static ChangeEvent ScheduleKeyDeletion { get; } = OfRegion(Principals.Kms, "ScheduleKeyDeletion", 10);
    internal static ChangeEvent CreateLogGroup { get; } = OfRegion(Principals.Logs, "CreateLogGroup", 1);
    internal static ChangeEvent DeleteLogGroup { get; } = OfRegion(Principals.Logs, "DeleteLogGroup", 1);

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
    internal static ChangeEvent RunTask { get; } = new(Principals.Ecs, "RunTask", IsGlobal: false, Duration.Zero);

    /// <summary>All changes, in the order in which they are asked for.</summary>
    internal static IReadOnlyList<ChangeEvent> All => Asked;

    /// <summary>The names of the changes to ask each region for, in order.</summary>
    public static IReadOnlyList<string> RegionalNames { get; } = [.. Asked.Where(e => !e.IsGlobal).Select(e => e.Name)];

    /// <summary>Those of them that are of state machines, and mean nothing where no target is one.</summary>
    public static IReadOnlyList<string> MachineNames { get; } = [.. Asked.Where(e => e.Source == Principals.States).Select(e => e.Name)];

    /// <summary>Those of them that are of AWS Batch, and mean nothing where no target submits jobs.</summary>
    public static IReadOnlyList<string> BatchNames { get; } = [.. Asked.Where(e => e.Source == Principals.Batch).Select(e => e.Name)];

    /// <summary>The names of the changes to ask one region of the partition for, in order.</summary>
    public static IReadOnlyList<string> GlobalNames { get; } = [.. Asked.Where(e => e.IsGlobal).Select(e => e.Name)];

    /// <summary>The name of the calls that start tasks.</summary>
    public static string RunTaskName => RunTask.Name;

    /// <summary>
    /// Whether a call of that name always breaks or always mends, whatever it carries: it removes something, or makes it anew.
    /// </summary>
    internal static bool HasOneDirection(string name) =>
        !name.StartsWith("Put", StringComparison.Ordinal)
        && !name.StartsWith("Update", StringComparison.Ordinal)
        && !name.StartsWith("Set", StringComparison.Ordinal)
        && !name.StartsWith("Replace", StringComparison.Ordinal)
        && !name.StartsWith("Register", StringComparison.Ordinal)
        && name != CreatePolicyVersion.Name;

    /// <summary>How long after a call of that name its effect may begin; at once for one that is not on the list.</summary>
    internal static Duration ActsWithin(string name) => Asked.Find(e => e.Name == name)?.ActsWithin ?? Duration.Zero;

    private static ChangeEvent OfRegion(string source, string name, int actsWithinMinutes) =>
        Add(new(source, name, IsGlobal: false, Duration.FromMinutes(actsWithinMinutes)));

    /// <summary>Policies are eventually consistent; two minutes are the most that is taken for it.</summary>
    private static ChangeEvent OfPartition(string source, string name) => Add(new(source, name, IsGlobal: true, Duration.FromMinutes(2)));

    private static ChangeEvent Add(ChangeEvent asked)
    {
        Asked.Add(asked);
        return asked;
    }
}
