using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Composes what people wrote, and says of each part who said so.</summary>
internal sealed class AttestedComposer(BundleAnalysis analysis, BasisLedger basis)
{
    private readonly IncidentFile _file = analysis.Inputs.Incident ?? new IncidentFile();

    private string Name => Attestations.NameOf(_file);

    public ReportAttested Compose()
    {
        if (analysis.Inputs.Incident is null)
            basis.Unknown("/attested", "no incident file was given", "write one with report --init and give it with --incident");
        else
            basis.Attested("/attested", Name, Timeline.InputLine(_file.Name, 1));
        Missing("status", _file.Status is null, "nobody gave one");
        Missing("detectedBy", _file.DetectedBy is null, "nobody says how it was noticed");
        return new ReportAttested(
            _file.Status,
            _file.DetectedBy,
            [.. _file.People.Select(p => new ReportPerson(p.Name, p.Role))],
            Statements(_file.Statements, "statements"),
            Statements(_file.ContributingFactors, "contributingFactors"),
            Statements(_file.WhyNotCaught, "whyNotCaught"),
            Statements(_file.FiveWhys, "fiveWhys"),
            new ReportLessons(
                Statements(_file.Lessons.WentWell, "lessons/wentWell"),
                Statements(_file.Lessons.WentBadly, "lessons/wentBadly"),
                Statements(_file.Lessons.Lucky, "lessons/lucky")
            ),
            Statements(_file.Decisions, "decisions"),
            Statements(_file.SignOff, "signOff")
        );
    }

    /// <summary>The moments of the response, by time.</summary>
    public IReadOnlyList<ReportMilestone> Milestones()
    {
        var onset = analysis.Times.Onset.OrNull();
        var milestones = _file.Milestones;
        (string Name, Instant? At)[] all =
        [
            ("diagnosisStarted", milestones.DiagnosisStarted),
            ("causeFound", milestones.CauseFound),
            ("verified", milestones.Verified),
        ];
        var given = all.Where(m => m.At is not null).OrderBy(m => m.At).ToList();
        for (var i = 0; i < given.Count; i++)
            basis.Attested(
                $"/milestones/{i}",
                Name,
                Timeline.InputLine(_file.Name, _file.Lines.GetValueOrDefault($"milestones.{given[i].Name}"))
            );
        return given.ConvertAll(m => new ReportMilestone(m.Name, m.At!.Value, m.At - onset));
    }

    /// <summary>When schedules were meant not to run, in the order of the file; how many runs that took is measured.</summary>
    public IReadOnlyList<ReportIntended> Intended()
    {
        for (var i = 0; i < analysis.Intended.Count; i++)
            basis.Attested(
                $"/intended/{i}",
                analysis.Intended[i].Pause.By,
                Timeline.InputLine(_file.Name, analysis.Intended[i].Pause.Line)
            );
        return
        [
            .. analysis.Intended.Select(l => new ReportIntended(
                l.Schedule is { } key ? analysis.Names[key] : l.Pause.Schedule,
                l.Pause.Span.Start,
                l.Pause.Span.End,
                l.Pause.Reason,
                l.Pause.By,
                l.Runs
            )),
        ];
    }

    /// <summary>People's actions, and what the findings suggest.</summary>
    public IReadOnlyList<ReportActionItem> Actions()
    {
        List<ReportActionItem> actions =
        [
            .. _file.ActionItems.Select(a => new ReportActionItem(
                a.Text,
                a.Owner,
                a.Due,
                a.Type ?? ActionType.Prevent,
                a.Priority ?? ActionPriority.Medium,
                a.Finding,
                false,
                null
            )),
            .. analysis.Suggestions.Select(s => new ReportActionItem(
                s.Suggestion.Text,
                null,
                null,
                s.Suggestion.Type,
                s.Suggestion.Priority,
                s.Findings[0],
                true,
                (analysis.Inputs.TellsCounterfactuals ? s.WouldHaveTold(analysis.Detectors) : null)
                    ?.EarlierThan(analysis.Times.Detected)
                    .OrNull()
            )),
        ];
        for (var i = 0; i < actions.Count; i++)
        {
            if (i < _file.ActionItems.Count)
                basis.Attested($"/actionItems/{i}", Name, Timeline.InputLine(_file.Name, _file.ActionItems[i].Line));
            if (actions[i].Owner is null)
                basis.Unknown($"/actionItems/{i}/owner", "nobody has taken it", "put owner: into its entry in incident.yaml");
            if (actions[i].Due is null)
                basis.Unknown($"/actionItems/{i}/due", "no date was given", "put due: into its entry in incident.yaml");
        }

        return actions;
    }

    private IReadOnlyList<ReportStatement> Statements(IReadOnlyList<IncidentNote> notes, string field)
    {
        for (var i = 0; i < notes.Count; i++)
            basis.Attested($"/attested/{field}/{i}", notes[i].By ?? Name, Timeline.InputLine(_file.Name, notes[i].Line));
        return [.. notes.Select(n => new ReportStatement(n.At, n.By, n.Text))];
    }

    private void Missing(string field, bool missing, string reason)
    {
        if (missing)
            basis.Unknown($"/attested/{field}", reason, $"put {field}: into incident.yaml");
    }
}
