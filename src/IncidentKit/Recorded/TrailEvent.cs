using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// One CloudTrail event as the analysis needs it. Source of its form:
/// facts on CloudTrail LookupEvents, "CloudTrailEvent" is a JSON string.
/// </summary>
internal sealed partial record TrailEvent
{
    /// <summary>CloudTrail's id of the event.</summary>
    public required string Id { get; init; }

    /// <summary>When the call was made.</summary>
    public required Instant At { get; init; }

    /// <summary>The operation, <c>UpdateSchedule</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The region of the call.</summary>
    public required string Region { get; init; }

    /// <summary>
    /// Who called: a user, or a role without its path; before a role, in whose brackets it stands, the session that names a person.
    /// </summary>
    public required string By { get; init; }

    /// <summary>The service that called on the principal's behalf, or the program that called; null when not recorded.</summary>
    public required string? Via { get; init; }

    /// <summary>The error code of a refused call; null for a successful one.</summary>
    public required string? ErrorCode { get; init; }

    /// <summary>What AWS said of a refused call; null for a successful one.</summary>
    public required string? ErrorMessage { get; init; }

    /// <summary>ARN of the role whose session called; null for another kind of caller.</summary>
    public required string? RoleArn { get; init; }

    /// <summary>The request; undefined when CloudTrail recorded none, as for a denied call.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>The answer; undefined when CloudTrail recorded none.</summary>
    public required JsonElement Response { get; init; }

    /// <summary>The record the event was read from.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>Whether EventBridge made the call: Scheduler itself, or a rule.</summary>
    public required bool ByScheduler { get; init; }

    /// <summary>Whether a rule of EventBridge made it.</summary>
    public required bool ByRule { get; init; }

    /// <summary>The texts of a request member: one, or each item of a list.</summary>
    public IEnumerable<string> Named(string member) =>
        Request.Member(member) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(JsonReading.AsText)
        : [value.AsText()];

    /// <summary>The first text in the request that is the id of a resource, <c>nat-0abc</c>; null when it holds none.</summary>
    public string? FirstId() => Texts(Request).FirstOrDefault(t => IdPattern().IsMatch(t));

    /// <summary>Every id of a resource in the request and the response, each once.</summary>
    public IEnumerable<string> Ids() => Texts(Request).Concat(Texts(Response)).Where(t => IdPattern().IsMatch(t)).Distinct();

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Texts(m.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
            JsonValueKind.String => [value.GetString()!],
            _ => [],
        };

    [GeneratedRegex("^[a-z]{2,6}-[0-9a-f]{3,17}$", RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();

    /// <summary>All events of the bundle's LookupEvents answers, each once, by time and id.</summary>
    public static IReadOnlyList<TrailEvent> ReadAll(BundleReader bundle)
    {
        var events = new Dictionary<string, TrailEvent>(StringComparer.Ordinal);
        foreach (var record in bundle.Records(Operations.LookupEvents))
        {
            if (!record.Succeeded)
                continue;
            using var answer = bundle.ParseBody(record);
            foreach (var item in answer.RootElement.Items("Events"))
            {
                if (Read(item, record) is { } read)
                    events.TryAdd(read.Id, read);
            }
        }

        return [.. events.Values.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    private static TrailEvent? Read(JsonElement item, EvidenceRecord record)
    {
        var body =
            item.Member("CloudTrailEvent") is { ValueKind: JsonValueKind.String } text && JsonReading.ParseText(text.AsText()) is { } detail
                ? detail
                : item;
        var at = body.Time("eventTime") ?? item.Time("EventTime");
        var name = body.Text("eventName") ?? item.Text("EventName");
        var id = body.Text("eventID") ?? item.Text("EventId");
        if (at is null || name is null || id is null)
            return null;
        var identity = body.Member("userIdentity");
        var invokedBy = identity?.Text("invokedBy");
        var agent = body.Text("userAgent");
        var startedBy = body.Member("requestParameters")?.Text("startedBy");
        bool IsBy(string service) => invokedBy == service || agent == service || body.Text("sourceIPAddress") == service;
        return new TrailEvent
        {
            Id = id,
            At = at.Value,
            Name = name,
            Region = body.Text("awsRegion") ?? record.Region,
            By = Principal(identity) ?? item.Text("Username") ?? "unknown",
            Via = invokedBy ?? agent,
            ErrorCode = body.Text("errorCode"),
            ErrorMessage = body.Text("errorMessage"),
            RoleArn = identity?.Member("sessionContext", "sessionIssuer")?.Text("arn"),
            Request = body.Member("requestParameters")?.Clone() ?? default,
            Response = body.Member("responseElements")?.Clone() ?? default,
            EvidenceId = record.Id,
            ByScheduler = IsBy(Principals.Scheduler) || IsBy(Principals.Events) || CallerMark.IsOn(startedBy),
            ByRule = IsBy(Principals.Events) || CallerMark.IsOfRule(startedBy),
        };
    }

    /// <summary>
    /// The name of a session, <c>arn:…:assumed-role/ROLE/SESSION</c>, where it names somebody: an address, as single
    /// sign-on gives it, or words. What programs make up, with digits or the word session in it, names nobody.
    /// </summary>
    private static string? Session(string? arn) =>
        Arn.Of(arn) is { Path: [_, _, var session] }
        && (
            session.Contains('@', StringComparison.Ordinal)
            || (SessionWords().IsMatch(session) && !session.Contains("session", StringComparison.OrdinalIgnoreCase))
        )
            ? session
            : null;

    [GeneratedRegex("^[A-Za-z]{2,}(?:[._-][A-Za-z]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex SessionWords();

    private static string? Principal(JsonElement? identity)
    {
        if (identity is not { } who)
            return null;
        if (who.Member("sessionContext", "sessionIssuer")?.Text("userName") is { } role)
            return Session(who.Text("arn")) is { } person && person != role ? $"{person} ({role})" : role;
        return who.Text("userName") ?? (who.Text("arn") is { } arn ? Arn.LastNameOf(arn) : null) ?? who.Text("invokedBy");
    }
}
