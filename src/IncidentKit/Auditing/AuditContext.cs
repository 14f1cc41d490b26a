using IncidentKit.Analysis.Judging;
using IncidentKit.Claims;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Auditing;

/// <summary>One report and what it is compared with.</summary>
internal sealed class AuditContext
{
    private static readonly (string Word, string Market)[] Named =
    [
        ("NYSE", "XNYS"),
        ("New York Stock Exchange", "XNYS"),
        ("Nasdaq", "XNAS"),
        ("NASDAQ", "XNAS"),
        ("London Stock Exchange", "XLON"),
        ("Xetra", "XETR"),
    ];

    private ClaimJudge? _marketJudge;
    private bool? _isRendered;
    private MeasuredPart? _measuredPart;

    private readonly HashSet<Claim> _checked = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Claim, string> _reasons = new(ReferenceEqualityComparer.Instance);

    public AuditContext(ReportClaims claims, AuditRequest request)
    {
        (Claims, Request) = (claims, request);
        Calendars =
            request.Calendars.Count > 0 ? request.Calendars
            : Evidence is { Markets.Count: > 0 } evidence ? evidence.Markets
            : Array.Find(Named, n => claims.Document.Source.Text.Contains(n.Word, StringComparison.Ordinal)) is { Market: { } market }
                ? [request.Known.Get(market)]
            : [];
    }

    public ReportClaims Claims { get; }

    public ReportDocument Document => Claims.Document;

    public AuditRequest Request { get; }

    /// <summary>The markets that matter for this report.</summary>
    public IReadOnlyList<MarketCalendar> Calendars { get; }

    /// <summary>
    /// When the measured incident was, for what is said of it without a time; null where that is not known, or it is not meant.
    /// </summary>
    public Interval? Outage(Claim claim) =>
        Evidence is { } evidence && !IsRendered && MeasuredPart.Holds(claim) ? evidence.Incident.Outage : null;

    /// <summary>Judges by the calendars of these markets alone.</summary>
    public ClaimJudge MarketJudge => _marketJudge ??= new ClaimJudge(Calendars);

    /// <summary>What the calendars say of a statement: that of the market it names, where trading matters for the report at all.</summary>
    public Judgement<string>? Judge(MarketClaim claim) =>
        claim.Venue is not { } venue || Calendars.Count == 0 || Calendars.Any(c => ClaimJudge.IsOf(venue, c))
            ? MarketJudge.Of(claim)
            : new ClaimJudge([Request.Known.Get(venue)]).Of(claim);

    /// <summary>What the evidence says; null without a bundle.</summary>
    public MeasuredReport? Evidence => Request.Evidence.Value;

    /// <summary>What of the report the evidence can be compared with; only with a bundle.</summary>
    public MeasuredPart MeasuredPart => _measuredPart ??= new MeasuredPart(Claims, Evidence!.Window);

    /// <summary>Whether the report was rendered by this tool: then it is compared with the evidence line by line.</summary>
    public bool IsRendered => _isRendered ??= RenderedReport.IsOne(Document);

    /// <summary>The line a claim stands in, for a finding at another place.</summary>
    public string LineOf(Claim claim) => $"line {Document.Source.PositionOf(claim.Passage.OffsetOf(claim.Start)).Line}";

    /// <summary>Whether a claim was compared with something.</summary>
    public bool IsCompared(Claim claim) => _checked.Contains(claim);

    /// <summary>Notes why a claim could not be compared with anything; of several reasons the first holds.</summary>
    /// <param name="claim">The claim; nothing is noted of none.</param>
    /// <param name="reason">Why not, so that it can stand behind a colon.</param>
    public void Unchecked(Claim? claim, string reason)
    {
        if (claim is not null)
            _reasons.TryAdd(claim, reason);
    }

    /// <summary>The kind of a claim, and why it was not compared.</summary>
    public (string Kind, string Reason) WhyUnchecked(Claim claim)
    {
        var (kind, reason) = UncheckedReasons.Of(claim, Request.Measured is not null);
        return (kind, _reasons.GetValueOrDefault(claim, reason));
    }

    /// <summary>Notes that a claim was compared with something.</summary>
    public void Compared(params ReadOnlySpan<Claim?> claims)
    {
        foreach (var claim in claims)
        {
            if (claim is not null)
                _checked.Add(claim);
        }
    }
}
