using IncidentKit.Analysis;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Inputs;

namespace IncidentKit.Reports.Incident;

/// <summary>Maps page one, the story, the changes that they speak of, and what a person is asked to fill in.</summary>
internal sealed class BriefComposer(BundleAnalysis analysis, IncidentBrief brief, BasisLedger basis)
{
    /// <summary>Page one.</summary>
    /// <param name="title">The incident's title.</param>
    public ReportBrief Compose(string title)
    {
        basis.Derived("/brief", "sentences made of the values below");
        for (var i = 0; i < brief.Open.Count; i++)
        {
            if (brief.Open[i].Owner is null)
                basis.Unknown($"/brief/open/{i}/owner", "the settings name nobody", "put owners: into incidentkit.yaml, by role");
        }

        if (brief.OpenBy is null)
            basis.Unknown("/brief/openBy", analysis.Readiness.NextOpen.Reason!, analysis.Readiness.NextOpen.ToKnow);
        return new ReportBrief(
            brief.Clock.Day,
            brief.Clock.Date,
            brief.Clock.Place,
            brief.Clock.Zone,
            brief.Effect,
            brief.Facts,
            brief.Certainty,
            brief.Rules,
            brief.Cause,
            brief.OpenHeading,
            brief.OpenBy,
            [.. brief.Open.Select(o => new ReportOpenDecision(o.Statement.Text, o.Owner, o.Statement.Section))],
            [.. brief.Corrections.Select(c => new ReportCorrection(c.Who, c.Said, c.Measured))],
            brief.Lines(title)
        );
    }

    /// <summary>The story, in order of time; empty without an outage.</summary>
    public IReadOnlyList<ReportStoryLine> Story()
    {
        basis.Derived("/story", "sentences made of the timeline");
        return [.. brief.Story.Select(l => new ReportStoryLine(l.At, l.Text))];
    }

    /// <summary>The severity that the measurement suggests; null without an outage, and where it is not known.</summary>
    public ReportSuggestedSeverity? Severity()
    {
        if (brief.Severity is { } suggested)
            return new ReportSuggestedSeverity(suggested.Level, suggested.Reason);
        if (analysis.Chosen is not null && analysis.Context.Markets.Count == 0)
            basis.Unknown("/incident/suggestedSeverity", ImpactAnalysis.NoMarket, ImpactAnalysis.NameAMarket);
        else if (analysis.Chosen is not null)
            basis.Unknown("/incident/suggestedSeverity", "how much trading time was lost is not known", ImpactAnalysis.GiveACalendar);
        return null;
    }

    /// <summary>What the measurement says against a person's severity; nothing where they agree or nobody gave one.</summary>
    public IEnumerable<string> SeverityNotice() =>
        analysis.Inputs.Incident?.Severity is { } stated && brief.Severity?.Against(stated) is { } against
            ? [$"{Attestations.NameOf(analysis.Inputs.Incident)} says severity \"{stated}\"; {against}."]
            : [];

    /// <summary>The changes of the window, those that were made in one go as one; a change and what set it back are one row.</summary>
    public IReadOnlyList<ReportPush> Pushes()
    {
        var undone = new HashSet<ChangePush>();
        var rows = new List<ReportPush>();
        foreach (var push in analysis.Pushes.Where(p => !undone.Contains(p)))
        {
            var undo = push.UndoneBy(analysis.Pushes.Where(p => !undone.Contains(p)));
            if (undo is not null)
                undone.Add(undo);
            basis.Measured($"/pushes/{rows.Count}", push.Evidence.Concat(undo?.Evidence ?? []));
            rows.Add(
                new ReportPush(
                    push.First.At,
                    push.Until,
                    push.First.By,
                    push.First.Action,
                    push.First.Field,
                    push.Subjects,
                    ChangeWords.Subjects(push),
                    push.First.Before,
                    push.First.After,
                    push.First.Succeeded,
                    push.LeftTheFault,
                    undo is null ? null : new ReportUndo(undo.First.At, undo.Until, undo.First.By, BasisLedger.Few(undo.Evidence)),
                    BasisLedger.Few(push.Evidence)
                )
            );
        }

        return rows;
    }

    /// <summary>What only people know and nobody has written yet; nothing for a report that is final.</summary>
    public IReadOnlyList<ReportPrompt> ToFill()
    {
        if (analysis.Inputs.Final || analysis.Chosen is null)
            return [];
        var file = analysis.Inputs.Incident ?? new IncidentFile();
        (bool Missing, string Field, string Question)[] all =
        [
            (file.People.Count == 0, "people", "Who wrote this report, and who took part?"),
            (file.Severity is null, "severity", "How severe was it, in the team's own terms?"),
            (file.Milestones.Detected is null, "milestones.detected", "When did somebody notice, and how?"),
            (file.Statements.Count == 0, "statements", "Which clients and orders were affected, and who was told, when and by whom?"),
            (file.FinancialImpact is null, "financialImpact", "What did it cost, and who says so?"),
            (file.FiveWhys.Count == 0, "fiveWhys", "Why could it happen? Ask why five times, from the symptom down."),
            (
                file.Lessons.WentWell.Count + file.Lessons.WentBadly.Count + file.Lessons.Lucky.Count == 0,
                "lessons",
                "What went well, what went badly, where was luck?"
            ),
            (file.ActionItems.Count == 0, "actionItems", "Who does which of the suggested actions, by when?"),
        ];
        return [.. all.Where(a => a.Missing).Select(a => new ReportPrompt(a.Field, a.Question))];
    }
}
