namespace IncidentKit.Basics;

/// <summary>
/// An Amazon resource name, <c>arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE</c>, in parts. Source: AWS General Reference, "Amazon Resource
/// Names". The default value has no parts and names nothing.
/// </summary>
/// <param name="Partition"><c>aws</c>, <c>aws-us-gov</c>, <c>aws-cn</c>.</param>
/// <param name="Service">The service's namespace, <c>ecs</c>.</param>
/// <param name="Region">Empty for what is global, as IAM's roles are.</param>
/// <param name="Account">Empty for what AWS owns, or what no account qualifies.</param>
/// <param name="Resource">The rest, its own colons and slashes included.</param>
public readonly record struct Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    /// <summary>The partition of most accounts, taken where an ARN could not be read.</summary>
    public const string StandardPartition = "aws";

    /// <summary>What stands before the first slash or colon of the resource; empty when it has neither, as a queue's.</summary>
    public string ResourceType => Resource.IndexOfAny(['/', ':']) is >= 0 and var end ? Resource[..end] : "";

    /// <summary>
    /// What stands after the last slash or colon of the resource: a role's name without its path, a function's alias, a queue's name.
    /// </summary>
    public string LastName => Resource[(Resource.LastIndexOfAny(['/', ':']) + 1)..];

    /// <summary>The resource's names between slashes: <c>schedule</c>, its group and its name.</summary>
    internal IReadOnlyList<string> Path => Resource.Split('/');

    /// <summary>Reads an ARN; null when the text is none. Never throws.</summary>
    public static Arn? Of(string? text) =>
        text?.Split(':', 6)
            is ["arn", { Length: > 0 } partition, { Length: > 0 } service, var region, var account, { Length: > 0 } resource]
            ? new Arn(partition, service, region, account, resource)
            : null;

    /// <summary>Whether a text is an ARN.</summary>
    public static bool Is(string? text) => Of(text) is not null;

    /// <summary>The last name of an ARN or a path, such as a role's without its path. A text without a slash is a name already.</summary>
    public static string LastNameOf(string text) => text[(text.LastIndexOf('/') + 1)..];

    /// <summary>The family of a task definition, of its ARN or of <c>FAMILY:REVISION</c>.</summary>
    public static string FamilyOf(string text) =>
        LastNameOf(text) is var name && name.IndexOf(':') is >= 0 and var end ? name[..end] : name;

    /// <summary>Whether the name of a task definition has a revision.</summary>
    public static bool HasRevision(string text) => LastNameOf(text).Contains(':', StringComparison.Ordinal);

    /// <summary>A function's name without its version or alias; the text itself when it is no ARN.</summary>
    public static string FunctionNameOf(string text) => Of(text)?.Resource.Split(':') is [_, var name, ..] ? name : text;

    /// <summary>
    /// A function's name as it is called, with its version or alias: <c>NAME</c>, <c>NAME:ALIAS</c>; the text itself when it is no ARN.
    /// Source: Lambda API, GetPolicy: an alias has a policy of its own.
    /// </summary>
    public static string CalledFunctionOf(string text) => Of(text)?.Resource.Split(':', 2) is ["function", var called] ? called : text;

    /// <summary>The partition that an ARN names; the standard one when the text is no ARN.</summary>
    public static string PartitionOf(string? text) => Of(text)?.Partition ?? StandardPartition;

    /// <summary>The text that was read.</summary>
    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
