using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>One source of evidence in one region: a row of the coverage table, and the calls that fill it.</summary>
abstract class Source : Step
{
    public const string NothingToAsk = "nothing to ask";

    /// <param name="region">The region to ask.</param>
    /// <param name="name">The name in the coverage table.</param>
    /// <param name="nothingToAsk">The reason that is given when no call was made.</param>
    protected Source(RecordedRegion region, string name, string nothingToAsk = NothingToAsk)
    {
        Region = region;
        Ledger = new SourceLedger(name + region.Suffix) { SkipReason = nothingToAsk };
    }

    /// <summary>Goes on with the row of a source that is asked earlier.</summary>
    protected Source(Source begun) => (Region, Ledger) = (begun.Region, begun.Ledger);

    /// <summary>Counts the calls.</summary>
    public SourceLedger Ledger { get; }

    /// <summary>Whether the request wants it; it has no row otherwise.</summary>
    public virtual bool IsAsked => true;

    /// <summary>Whether it has a row where there was nothing to ask.</summary>
    public virtual bool HasRow => true;

    public override IEnumerable<Source> Sources => [this];

    protected RecordedRegion Region { get; }

    protected Task<RecordedCall> CallAsync(AwsOperation operation, JsonObject parameters, CancellationToken ct) =>
        CallAsync(operation, Region.Name, parameters, ct);

    protected Task<RecordedCall> CallAsync(AwsOperation operation, string where, JsonObject parameters, CancellationToken ct) =>
        Region.Calls.CallAsync(Ledger, operation, where, parameters, again: false, ct);

    protected IAsyncEnumerable<JsonElement> PagesAsync(AwsOperation operation, JsonObject parameters, CancellationToken ct) =>
        PagesAsync(operation, Region.Name, parameters, ct);

    protected IAsyncEnumerable<JsonElement> PagesAsync(AwsOperation operation, string where, JsonObject parameters, CancellationToken ct) =>
        Region.Calls.PagesAsync(Ledger, operation, where, parameters, ct);

    protected async Task<IReadOnlyList<JsonElement>> ItemsAsync(AwsOperation operation, JsonObject parameters, CancellationToken ct)
    {
        var items = new List<JsonElement>();
        await foreach (var page in PagesAsync(operation, parameters, ct))
            items.AddRange(page.Items(operation.Paging!.Items));
        return items;
    }

    protected async Task<IReadOnlyList<string>> TextsAsync(AwsOperation operation, JsonObject parameters, CancellationToken ct)
    {
        var texts = new List<string>();
        await foreach (var page in PagesAsync(operation, parameters, ct))
            texts.AddRange(page.Texts(operation.Paging!.Items));
        return [.. texts.Distinct()];
    }

    /// <summary>Notes where an answer of ECS is about less than what was asked: each thing is in it, as a description or as a
    /// failure.</summary>
    protected void Answered(RecordedCall call, IReadOnlyCollection<string> asked, string items)
    {
        if (!call.Succeeded || Region.Plan is not null)
            return;
        var about = call.Body.Items(items).Concat(call.Body.Items("failures")).SelectMany(item => item.AllTexts()).ToHashSet();
        var missing = asked.Count(name => !about.Contains(name));
        if (missing > 0)
            Ledger.Limit($"{missing} of {asked.Count} {items} asked for are not in the answer");
    }

    protected static JsonArray ArrayOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
