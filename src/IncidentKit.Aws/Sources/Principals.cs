using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>What those who made changes did in the window.</summary>
sealed class Principals(RecordedRegion region) : TrailSource(region, SourceNames.Principals, "no recorded change names a principal")
{
    const int MaxPrincipals = 20;
    const int PagesOfPrincipal = 2;

    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var names = known.Principals;
        if (Region.Start >= Region.End)
            return;
        (Ledger.From, Ledger.To) = (Region.Start, Region.End);
        if (names.Count > MaxPrincipals)
            Ledger.Limit($"{names.Count} principals made changes, the first {MaxPrincipals} were looked up");
        await Task.WhenAll(
            names
                .Take(MaxPrincipals)
                .Select(async name =>
                {
                    var read = 0;
                    await foreach (
                        var page in PagesAsync(AwsOperation.LookupEvents, Lookup("Username", name, Region.Start, Region.End), ct)
                    )
                    {
                        if (++read < PagesOfPrincipal || string.IsNullOrEmpty(page.Text("NextToken")))
                            continue;
                        Ledger.Limit($"more than {50 * PagesOfPrincipal} events of {name} in the window, the newest were looked at");
                        break;
                    }
                })
        );
    }
}
