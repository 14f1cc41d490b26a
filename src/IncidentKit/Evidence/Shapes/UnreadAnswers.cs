using System.Globalization;

namespace IncidentKit.Evidence.Shapes;

/// <summary>
/// Holds each record against what its operation answers, and keeps what could not be read: the sources that it belongs to are not
/// complete, so that their silence proves nothing.
/// </summary>
internal sealed class UnreadAnswers
{
    private readonly Dictionary<string, (AnswerCheck Check, byte[]? Readable)> _records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Source, string Region), Tally> _sources = [];
    private readonly HashSet<(string Service, string Operation, string Region)> _answered = [];
    private (BundleManifest Of, BundleManifest Lowered)? _lowered;

    private sealed class Tally
    {
        public int None { get; set; }
        public string? FirstNone { get; set; }
        public int Items { get; set; }
        public string? FirstItem { get; set; }
        public HashSet<(string Service, string Operation, string Region)> Calls { get; } = [];
    }

    /// <summary>The record with what it is, and without the items that cannot be read.</summary>
    /// <param name="record">As it is on disk.</param>
    /// <param name="known">Whether it was read before.</param>
    public EvidenceRecord Read(EvidenceRecord record, bool known)
    {
        if (!record.IsSuccess)
            return record;
        if (!known)
            Check(record);
        return _records.TryGetValue(record.Id, out var unread)
            ? record with
            {
                Check = unread.Check,
                Body = unread.Readable ?? record.Body,
            }
            : record;
    }

    /// <summary>The manifest with the sources of which something could not be read lowered.</summary>
    public BundleManifest Lower(BundleManifest manifest)
    {
        if (_records.Count == 0)
            return manifest;
        if (_lowered is { } known && ReferenceEquals(known.Of, manifest))
            return known.Lowered;
        var lowered = manifest with { Coverage = [.. manifest.Coverage.Select(row => Lower(row, Of(row.Source, manifest)))] };
        _lowered = (manifest, lowered);
        return lowered;
    }

    /// <summary>Whether something of a source could not be read.</summary>
    public bool Has(string source, string region) => _sources.ContainsKey((source, region));

    /// <summary>One sentence for each source of which something could not be read.</summary>
    public IReadOnlyList<string> Notices(BundleManifest manifest) =>
        [
            .. manifest
                .Coverage.Select(row => (row.Source, Unread: Of(row.Source, manifest)))
                .Where(row => row.Unread.Count > 0)
                .Select(row => $"{row.Source}: {Reason(row.Unread)}; what they would have shown is unknown."),
        ];

    private void Check(EvidenceRecord record)
    {
        var check = WholeAnswer.Check(
            new OperationName(record.Service, record.Operation),
            record.Body.Span,
            record.RequestedAt,
            out var readable
        );
        if (check.Problem is null)
            _answered.Add((record.Service, record.Operation, record.Region));
        if (check != default)
            Note(record, check, readable);
    }

    /// <summary>Notes that a record is no answer, which shows only where it is read.</summary>
    public void None(EvidenceRecord record, string came)
    {
        if (!_records.TryGetValue(record.Id, out var known) || known.Check.Problem is null)
            Note(record, new AnswerCheck(came, 0, null), readable: null);
    }

    private void Note(EvidenceRecord record, AnswerCheck check, byte[]? readable)
    {
        var call = (record.Service, record.Operation, record.Region);
        _records[record.Id] = (check, readable);
        _lowered = null;
        foreach (var source in RecordedSources.Of(record))
        {
            if (!_sources.TryGetValue((source, record.Region), out var tally))
                _sources.Add((source, record.Region), tally = new Tally());
            tally.Calls.Add(call);
            tally.Items += check.Unread;
            tally.FirstItem ??= check.FirstUnread;
            tally.None += check.Problem is null ? 0 : 1;
            tally.FirstNone ??= check.Problem is { } problem ? $"{record.Service}:{record.Operation} was answered {problem}" : null;
        }
    }

    /// <summary>What could not be read of a row, <c>ecs.tasks[us-east-1]</c>. Calls to the one region that is global count for each
    /// row.</summary>
    private List<Tally> Of(string row, BundleManifest manifest) =>
        [
            .. _sources
                .Where(s =>
                    row == s.Key.Source
                    || row == $"{s.Key.Source}[{s.Key.Region}]"
                    || (
                        row.StartsWith(s.Key.Source + "[", StringComparison.Ordinal)
                        && !manifest.Coverage.Any(c => c.Source == $"{s.Key.Source}[{s.Key.Region}]")
                    )
                )
                .Select(s => s.Value),
        ];

    private SourceCoverage Lower(SourceCoverage row, List<Tally> unread)
    {
        if (unread.Count == 0 || row.Status != CoverageStatus.Complete)
            return row;
        var failed = unread.TrueForAll(t => t.None > 0 && !t.Calls.Overlaps(_answered));
        return row with
        {
            Status = failed ? CoverageStatus.Failed : CoverageStatus.Partial,
            Reason = Reason(unread),
            From = null,
            To = null,
        };
    }

    private static string Reason(List<Tally> unread)
    {
        var (none, items) = (unread.Sum(t => t.None), unread.Sum(t => t.Items));
        var reasons = new List<string>();
        if (none > 0)
            reasons.Add(Text($"{none} of its answers are none, the first: {unread.Select(t => t.FirstNone).First(t => t is not null)}"));
        if (items > 0)
            reasons.Add(Text($"{items} items could not be read, the first: {unread.Select(t => t.FirstItem).First(t => t is not null)}"));
        return string.Join("; ", reasons);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
