using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>A source of changes: every event of some names, over the days before the window too.</summary>
abstract class ChangeSource(RecordedRegion region, string name, string where) : TrailSource(region, name)
{
    static readonly Duration ChangesBefore = Duration.FromDays(30);

    /// <summary>Most pages of one kind of change: deployments push images and register revisions by the thousand.</summary>
    const int PagesOfChange = 20;

    /// <summary>The names of the events to ask for, in order.</summary>
    protected abstract IEnumerable<string> EventNames(KnownSoFar known);

    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var from = Instant.Max(Region.Start - ChangesBefore, Region.Now - EventsKept);
        (Ledger.From, Ledger.To) = (from, Region.Now);
        var events = await Task.WhenAll(EventNames(known).Select(name => EventsAsync(name, from, ct)));
        known.AddChanges([.. events.SelectMany(list => list).Select(item => (Detail(item), PrincipalOf(item)))]);
    }

    async Task<IReadOnlyList<JsonElement>> EventsAsync(string name, Instant from, CancellationToken ct)
    {
        var (events, read) = (new List<JsonElement>(), 0);
        await foreach (var page in PagesAsync(AwsOperation.LookupEvents, where, Lookup("EventName", name, from, Region.Now), ct))
        {
            events.AddRange(page.Items("Events"));
            if (++read < PagesOfChange || string.IsNullOrEmpty(page.Text("NextToken")))
                continue;
            Ledger.Limit($"more than {50 * PagesOfChange} events {name}, the newest were looked at");
            break;
        }
        return events;
    }

    /// <summary>The event itself, which LookupEvents gives as text inside its row.</summary>
    static JsonElement Detail(JsonElement row)
    {
        try
        {
            return row.Text("CloudTrailEvent") is { } text ? JsonElement.Parse(text) : row;
        }
        catch (JsonException)
        {
            return row;
        }
    }

    /// <summary>The user or session name, unless an AWS service acted.</summary>
    static string? PrincipalOf(JsonElement row) =>
        Detail(row).Member("userIdentity") is { } identity
        && (identity.Text("invokedBy") is not null || identity.Text("type") == "AWSService")
            ? null
        : row.Text("Username") is { Length: > 0 } name ? name
        : null;
}
