using IncidentKit.Basics;

namespace IncidentKit.Analysis.Briefing;

/// <summary>Names what did not run in the words of the business, as parts of a sentence.</summary>
internal static class EffectPhrases
{
    /// <summary>
    /// What people call a service, where the settings say; services of one name together. Others are told by their role, with their
    /// names; schedules that belong to no service by their own.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<AffectedJobs> services, BundleAnalysis analysis)
    {
        var phrases = new List<string>();
        var all = (analysis.Inputs.Settings?.Services.Values ?? []).Where(s => s.Name is not null).CountBy(s => s.Name!).ToDictionary();
        foreach (var group in services.GroupBy(s => (Name: s.Settings?.Name, Role: s.Settings?.Name is null ? s.Role : null)))
        {
            var whole = group.Where(s => s.Rest.Count == 0).ToList();
            if (group.Key.Name is { } name)
            {
                if (whole.Count > 0)
                    phrases.Add(Counted(whole.Count, all[name], name));
                phrases.AddRange(group.Where(s => s.Rest.Count > 0).Select(s => Part(s, name, analysis)));
            }
            else if (group.Key.Role is { } role)
            {
                var names = group.Select(s => s.Rest.Count == 0 ? s.Key : $"part of {s.Key}").ToList();
                phrases.Add($"{EnumWords.Of(role.ToString())} ({Wording.List(names, MostNames)})");
            }
            else
            {
                var names = group.Select(s => s.Key).ToList();
                var word = JobWords.Of(group.SelectMany(s => s.Hurt).Select(r => r.History.Key));
                phrases.Add($"{word} {Wording.List(names, MostNames)}");
            }
        }

        return phrases;
    }

    /// <summary>The schedules of hurt services that went on, as <c>the 5-minute position manager</c>.</summary>
    public static IReadOnlyList<string> KeptRunning(IReadOnlyList<AffectedJobs> services, BundleAnalysis analysis) =>
        [
            .. from service in services
            from rest in service.Rest
            where rest.Counts is { Missed: 0, Failed: 0, Unknown: 0, Ran: > 0 }
            select service.Settings?.Name is { } name && AffectedJobs.Cadence(rest) is { } often
                ? $"the {often} {name}"
                : analysis.Names[rest.History.Key],
        ];

    /// <summary>More names than this are a number.</summary>
    private const int MostNames = 4;

    private static string Counted(int hurt, int all, string name) =>
        (hurt, all) switch
        {
            (1, 1) => $"the {name}",
            (2, 2) => $"both {Wording.Plural(name)}",
            _ when hurt == all => $"all {hurt} {Wording.Plural(name)}",
            _ => $"{hurt} of {all} {Wording.Plural(name)}",
        };

    private static string Part(AffectedJobs service, string name, BundleAnalysis analysis) =>
        service.Hurt is [var one] && AffectedJobs.Cadence(one) is { } often && service.Rest.All(r => AffectedJobs.Cadence(r) != often)
            ? $"the {often} {name}"
            : $"part of the {name} ({Wording.List([.. service.Hurt.Select(r => analysis.Names[r.History.Key])], MostNames)})";
}
