using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Reports.Json;
using NodaTime;

namespace IncidentKit.Reports.Check;

/// <summary>What is sound and what is broken: as a model for templates, as a file, and as a verdict.</summary>
public sealed class CheckDocument
{
    private readonly CheckReport _report;

    private CheckDocument(CheckReport report) => _report = report;

    /// <summary>Ready for the next open, not ready, or unknown.</summary>
    public Readiness Verdict => _report.Verdict;

    /// <summary>What templates see.</summary>
    public JsonElement Model => ReportJson.ToElement(_report);

    /// <summary>The verdict in a phrase, with the open that it is about.</summary>
    public string Headline
    {
        get
        {
            var verdict = EnumWords.Of(Verdict.ToString());
            return _report is { NextOpen: { } open, TimeToNextOpen: { } left }
                ? $"{verdict} for the open of {_report.Market} at {open.ToIso()}, in {ReportJson.Text(left)}"
                : verdict;
        }
    }

    /// <summary>What the verdict rests on, one sentence each.</summary>
    public IReadOnlyList<string> Reasons => _report.Reasons;

    /// <summary>A row a schedule, after the row of the columns' names.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows =>
        [
            ["schedule", "verdict", "state", "last known run", "", "next fire time", .. Proved("first good run since")],
            .. _report.Schedules.Select(s =>
                (IReadOnlyList<string>)
                    [
                        s.Schedule,
                        ReportJson.Word(s.Verdict),
                        s.State,
                        s.LastDue?.ToIso() ?? "unknown",
                        s.LastRun is { } run ? ReportJson.Word(run) : "",
                        s.NextFireTime?.ToIso() ?? "-",
                        .. Proved(s.FirstGoodSince?.ToIso() ?? "not yet"),
                    ]
            ),
        ];

    /// <summary>The sources that were not looked at in full, a phrase each.</summary>
    public IReadOnlyList<string> Incomplete =>
        [
            .. _report
                .Coverage.Where(c => c.LacksSomething)
                .Select(c => $"{c.Source} is {ReportJson.Word(c.Status)}{(c.Reason is { } why ? $": {why}" : "")}"),
        ];

    /// <summary>
    /// Analyses a bundle whose window ends now, and says what is sound and what is broken. All hashes of the bundle have been verified when
    /// it returns.
    /// </summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="inputs">The settings and calendars.</param>
    /// <param name="since">Since when runs are asked to be proved; null when nobody asked.</param>
    /// <exception cref="InputException">The bundle is damaged, or its content cannot be read.</exception>
    public static CheckDocument Of(BundleReader bundle, AnalysisInputs inputs, Instant? since)
    {
        var report = CheckComposer.Compose(BundleAnalysis.Of(bundle, inputs with { ProvedSince = since }));
        bundle.VerifyAll();
        return new CheckDocument(report);
    }

    /// <summary>
    /// Says what would have been said at an earlier time, from a recording made later. No run,
    /// event, message or point after it is used, nor a state that a later change is recorded of.
    /// </summary>
    /// <param name="bundle">The bundle; it shows nothing later from here on.</param>
    /// <param name="inputs">The settings and calendars.</param>
    /// <param name="since">Since when runs are asked to be proved; null when nobody asked.</param>
    /// <param name="at">The time; null for that of the recording.</param>
    /// <param name="lookBack">How far back runs are looked at, unless <paramref name="since"/> is earlier.</param>
    /// <exception cref="InputException">The bundle is damaged, or does not hold that time.</exception>
    public static CheckDocument AsOf(BundleReader bundle, AnalysisInputs inputs, Instant? since, Instant? at, Duration lookBack)
    {
        var (recordedAt, start) = (bundle.Manifest.CollectedAt, bundle.Manifest.Window.Start);
        var then = at ?? recordedAt;
        var notTold = EvidenceAsOf.Look(bundle, then);
        var window = new Interval(Instant.Max(start, Instant.Min(since ?? then, then - lookBack)), then);
        var report = CheckComposer.Compose(BundleAnalysis.Of(bundle, inputs with { ProvedSince = since }, window), recordedAt, notTold);
        bundle.VerifyAll();
        return new CheckDocument(report);
    }

    /// <summary>What cannot be told of then, one sentence each; none where it was asked at once.</summary>
    public IReadOnlyList<string> NotTold =>
        _report.RecordedAt <= _report.At
            ? []
            :
            [
                $"as of {_report.At.ToIso()}, from a recording of {_report.RecordedAt.ToIso()}: "
                    + "states are those recorded then where no change since is recorded",
                .. _report.NotTold.Select(n => $"not told: {n}"),
            ];

    private string[] Proved(string cell) => _report.Since is null ? [] : [cell];

    /// <summary>As <c>check --format json</c> prints it.</summary>
    public byte[] ToFile() => ReportJson.ToFile(Model);
}
