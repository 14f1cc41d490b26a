using NodaTime;

namespace IncidentKit.Evidence;

/// <summary>A kind of event that the recorder asks CloudTrail for.</summary>
/// <param name="Source">The service that writes it, <c>ecs.amazonaws.com</c>.</param>
/// <param name="Name">Its <c>eventName</c>.</param>
/// <param name="IsGlobal">Whether it is in one region of the partition alone, wherever the call was made.</param>
/// <param name="ActsWithin">How long after the call its effect may begin; at most that. Source: facts §9.</param>
internal sealed record ChangeEvent(string Source, string Name, bool IsGlobal, Duration ActsWithin);
