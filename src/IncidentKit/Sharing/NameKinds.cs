namespace IncidentKit.Sharing;

/// <summary>What names name: the beginnings of their pseudonyms, each once. Other kinds are the types in ARNs.</summary>
internal static class NameKinds
{
    public const string Account = "account";
    public const string Bucket = "bucket";
    public const string Bundle = "bundle";
    public const string Client = "client";
    public const string Cluster = "cluster";
    public const string Dataset = "dataset";
    public const string File = "file";
    public const string Function = "function";
    public const string Group = "group";
    public const string Host = "host";
    public const string Id = "id";
    public const string Image = "image";
    public const string Link = "link";
    public const string LogGroup = "log-group";
    public const string Person = "person";
    public const string Queue = "queue";
    public const string Report = "report";
    public const string Resource = "resource";
    public const string Role = "role";
    public const string Schedule = "schedule";
    public const string SecurityGroup = "security-group";
    public const string Service = "service";
    public const string Subnet = "subnet";
    public const string Symbol = "symbol";
    public const string Task = "task";
    public const string TaskDefinition = "task-definition";
    public const string Team = "team";
    public const string Topic = "topic";
}
