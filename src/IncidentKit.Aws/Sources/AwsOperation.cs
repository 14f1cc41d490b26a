using IncidentKit.Aws.Client;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>
/// One operation the recorder may send. The constructor is private: only the rows of this class can be sent, and all but those marked
/// otherwise only read. A row stands in the file of the source that sends it. Shapes are botocore 1.43.11's; rates are the account quotas
/// AWS documents, or half of them where it does not say.
/// </summary>
public sealed partial class AwsOperation
{
    // Runs after the initializers of every part.
    static AwsOperation() => All = [.. Rows.Made.OrderBy(operation => operation.IamAction, StringComparer.Ordinal)];

    AwsOperation(OperationName name, double ratePerSecond)
    {
        EvidenceName = name;
        Service = AwsApis.Named(name.Service);
        Name = name.Operation;
        RatePerSecond = ratePerSecond;
        Rows.Made.Add(this);
    }

    /// <summary>Who am I: the account of the credentials.</summary>
    public static AwsOperation GetCallerIdentity { get; } = new(Operations.GetCallerIdentity, 50);

    /// <summary>Every operation that can be sent.</summary>
    public static IReadOnlyList<AwsOperation> All { get; }

    /// <summary>The service the operation belongs to.</summary>
    public AwsService Service { get; }

    /// <summary>How records name it.</summary>
    internal OperationName EvidenceName { get; }

    /// <summary>The operation as AWS names it.</summary>
    public string Name { get; }

    /// <summary>Calls a second the recorder allows itself in one region.</summary>
    public double RatePerSecond { get; }

    /// <summary>Whether it changes nothing at all; what does not is sent only when it is asked for.</summary>
    public bool ReadsOnly { get; private init; } = true;

    /// <summary>How the listing goes on; null when there is one page.</summary>
    public Paging? Paging { get; private init; }

    /// <summary>The IAM action that allows it, <c>ecs:ListTasks</c>.</summary>
    public string IamAction => $"{Service.Name}:{Name}";

    /// <summary>The path of a REST call, with the labels of a GET: <c>/schedules/{Name}</c>.</summary>
    internal string Path { get; private init; } = "/";

    /// <summary>The members that go into the query string, each with its name there.</summary>
    internal IReadOnlyList<(string Member, string Name)> Query { get; private init; } = [];

    /// <inheritdoc/>
    public override string ToString() => IamAction;

    static class Rows
    {
        public static readonly List<AwsOperation> Made = [];
    }
}
