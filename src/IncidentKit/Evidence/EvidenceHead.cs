using NodaTime;

namespace IncidentKit.Evidence;

/// <summary>What names a recorded call, without its parameters and body.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Service">The service's signing name in lower case.</param>
/// <param name="Operation">The operation as AWS names it.</param>
/// <param name="Region">The region the call was sent to.</param>
/// <param name="RequestedAt">When the request was sent.</param>
/// <param name="Status">HTTP status of the answer; 0 when no answer came.</param>
public readonly record struct EvidenceHead(string Id, string Service, string Operation, string Region, Instant RequestedAt, int Status)
{
    /// <summary>The head of a record.</summary>
    internal static EvidenceHead Of(EvidenceRecord record) =>
        new(record.Id, record.Service, record.Operation, record.Region, record.RequestedAt, record.Status);
}
