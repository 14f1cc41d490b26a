using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>
/// What of the account was not seen, so that nothing can be called well: no schedule recorded, a listing denied or cut short, a window that
/// had not come, a service of the settings that is not there. Nothing expected is never all well.
/// </summary>
/// <param name="Text">What is not known.</param>
/// <param name="ToKnow">What to do to know it.</param>
internal readonly record struct UnseenPart(string Text, string? ToKnow)
{
    /// <summary>All of them, the widest first.</summary>
    /// <param name="recording">What was recorded.</param>
    /// <param name="context">The runs of the window.</param>
    /// <param name="settings">The services that people name; null without settings.</param>
    public static IReadOnlyList<UnseenPart> Of(BundleManifest recording, DiagnosisContext context, Settings? settings) =>
        [.. OfRecording(recording, context.Window), .. OfSchedules(recording, context), .. OfSettings(context, settings)];

    private static IEnumerable<UnseenPart> OfRecording(BundleManifest recording, Interval window)
    {
        if (window.Start >= recording.CollectedAt)
            yield return new("the window had not come when the evidence was recorded", "record it when it has passed");
        if (!recording.Complete)
            yield return new("the recording was interrupted", "go on with collect --resume");
    }

    private static IEnumerable<UnseenPart> OfSchedules(BundleManifest recording, DiagnosisContext context)
    {
        var listings = recording.Coverage.Where(c => c.Source.Split('[')[0] == SourceNames.Schedules).ToList();
        foreach (var row in listings.Where(c => c.Status != CoverageStatus.Complete))
            yield return new(
                $"{row.Source} is {row.Status.ToString().ToLowerInvariant()}: there may be schedules that are not counted",
                "see coverage"
            );
        foreach (var row in recording.Coverage.Where(IsRulesUnread))
            yield return new(
                $"{row.Source} is {row.Status.ToString().ToLowerInvariant()}: there may be rules with a schedule that are not counted",
                "let the recorder call events:ListRules and events:ListTargetsByRule"
            );
        if (context.Runs.Count == 0 && context.Ignored.Count > 0)
            yield return new("every schedule is ignored by the settings", "take accept: ignore from what matters");
        else if (context.Runs.Count == 0)
            yield return listings.Count == 0
                ? new("no schedule was recorded", "record the account with collect, or import the answers of get-schedule")
                : new(
                    "no schedule was found in what was recorded",
                    "see that region and account are right: collect with --region, and aws scheduler list-schedules"
                );
        foreach (
            var key in context
                .Runs.Where(r => r.History is { Key.IsRule: true, Current: { Enabled: true, Target.IsNotRecorded: true } })
                .Select(r => r.History.Key)
        )
            yield return new(
                $"what rule {context.Names[key]} calls was not recorded",
                $"aws events list-targets-by-rule --region {key.Region} --rule {key.Name}"
            );
        foreach (
            var runs in context.Runs.Where(r =>
                r.History is { Key.IsRule: false, Current: { Enabled: true, Expression: UnknownExpression } }
            )
        )
            yield return new(
                $"schedule {context.Names[runs.History.Key]} has no recorded configuration",
                $"aws scheduler get-schedule --region {runs.History.Key.Region} --group-name "
                    + $"{runs.History.Key.Group} --name {runs.History.Key.Name}"
            );
    }

    private static bool IsRulesUnread(SourceCoverage row) =>
        row.Source.Split('[')[0] == SourceNames.Rules
        && row.Status is CoverageStatus.Denied or CoverageStatus.Failed or CoverageStatus.Partial;

    private static IEnumerable<UnseenPart> OfSettings(DiagnosisContext context, Settings? settings)
    {
        var recorded = context.Runs.Concat(context.Ignored).Select(r => r.History.Key).ToList();
        foreach (var (service, about) in settings?.Services ?? new Dictionary<string, ServiceSettings>(StringComparer.Ordinal))
        {
            foreach (var name in about.Schedules.Where(n => !recorded.Any(r => r.IsNamed(n))))
                yield return new(
                    $"schedule {name} of service {service} is in the settings and not in the recording",
                    "see that the name, the region and the account are right"
                );
        }
    }
}
