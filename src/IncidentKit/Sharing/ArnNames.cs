using IncidentKit.Basics;

namespace IncidentKit.Sharing;

/// <summary>Finds the names in an ARN, and writes it with others in their place.</summary>
internal static class ArnNames
{
    /// <summary>The ARN with what is made of its names. One of AWS's own stays as it is.</summary>
    /// <param name="arn">The ARN.</param>
    /// <param name="made">What is made of a name and its kind.</param>
    public static string Replace(Arn arn, Func<string, string, string> made)
    {
        if (IsOfAws(arn))
            return arn.ToString();
        var account = IsAccount(arn.Account) ? made(arn.Account, NameKinds.Account) : arn.Account;
        return $"arn:{arn.Partition}:{arn.Service}:{arn.Region}:{account}:{Resource(arn, made)}";
    }

    /// <summary>Whether a text is an account's number.</summary>
    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static bool IsOfAws(Arn arn) =>
        arn.Account == "aws" || arn.Resource.StartsWith("role/aws-service-role/", StringComparison.Ordinal);

    private static string Resource(Arn arn, Func<string, string, string> made)
    {
        var type = arn.Service == "s3" ? "" : arn.ResourceType;
        if (type.Length == 0)
            return arn.Service == "s3" && arn.Resource.Split('/', 2) is [var bucket, var key]
                ? $"{Part(bucket, NameKinds.Bucket, made)}/{Part(key, "object", made)}"
                : Part(arn.Resource, KindWithoutType(arn.Service), made);
        var rest = arn.Resource[(type.Length + 1)..];
        return arn.Resource[..(type.Length + 1)]
            + (type, arn.Service) switch
            {
                ("log-group", _) => LogGroup(rest, made),
                ("schedule", _) => Path(rest, NameKinds.Group, NameKinds.Schedule, made),
                ("schedule-group", _) => Part(rest, NameKinds.Group, made),
                ("task" or "service" or "container-instance", "ecs") => Path(rest, NameKinds.Cluster, type, made),
                ("assumed-role", _) => Path(rest, NameKinds.Role, NameKinds.Person, made),
                ("user" or "federated-user", _) => Path(rest, "path", NameKinds.Person, made),
                ("role" or "policy" or "instance-profile", "iam") => Path(rest, "path", type, made),
                ("rule", _) => Path(rest, "bus", NameKinds.Schedule, made),
                ("function" or "task-definition", _) => Qualified(rest, type, made),
                ("repository", _) => Part(rest, NameKinds.Image, made),
                _ => Qualified(rest, NameKindOf(type), made),
            };
    }

    private static string KindWithoutType(string service) =>
        service switch
        {
            "sqs" => NameKinds.Queue,
            "sns" => NameKinds.Topic,
            "s3" => NameKinds.Bucket,
            _ => NameKinds.Resource,
        };

    private static string NameKindOf(string type) =>
        type.Length is > 0 and <= 20 && type.All(c => char.IsAsciiLetterLower(c) || c == '-') ? type : NameKinds.Resource;

    private static string LogGroup(string rest, Func<string, string, string> made) =>
        string.Join(
            ':',
            rest.Split(':')
                .Select(
                    (part, i) =>
                        part == "log-stream" ? part
                        : i == 0 ? Part(part, NameKinds.LogGroup, made)
                        : Part(part, "log-stream", made)
                )
        );

    private static string Path(string rest, string above, string last, Func<string, string, string> made)
    {
        var parts = rest.Split('/');
        return string.Join('/', parts.Select((part, i) => Part(part, i == parts.Length - 1 ? last : above, made)));
    }

    /// <summary>A name with a revision, a version or an alias.</summary>
    private static string Qualified(string rest, string kind, Func<string, string, string> made) =>
        string.Join(':', rest.Split(':').Select((part, i) => Part(part, i == 0 ? kind : "alias", made)));

    private static string Part(string name, string kind, Func<string, string, string> made) =>
        name.Length == 0 || name is "*" or "$LATEST" || (kind == "alias" && name.All(char.IsAsciiDigit)) ? name : made(name, kind);
}
