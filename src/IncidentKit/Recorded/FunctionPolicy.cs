using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>Who may invoke a function, by the function's own policy.</summary>
/// <param name="Document">The policy; null when it has none.</param>
/// <param name="SeenAt">When it was asked for.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record FunctionPolicy(JsonElement? Document, Instant SeenAt, string EvidenceId)
{
    /// <summary>The policy in an answer; null when it tells of none, as a denied one. A function without a policy answers 404.</summary>
    public static FunctionPolicy? Of(EvidenceRecord record, JsonElement body) =>
        record.Succeeded && body.Text("Policy") is { } text && JsonReading.ParseText(text) is { } document
            ? new(document, record.RequestedAt, record.Id)
        : record.Status == 404 ? new(null, record.RequestedAt, record.Id)
        : null;
}
