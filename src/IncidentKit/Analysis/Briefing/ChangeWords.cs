using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Schedules;

namespace IncidentKit.Analysis.Briefing;

/// <summary>Says in plain words what a change did, as what follows the name of who did it: <c>switched off 6 schedules</c>.</summary>
internal static class ChangeWords
{
    /// <summary>Longer values than this are left to the table of changes.</summary>
    private const int LongestValue = 60;

    private static readonly Dictionary<string, string> Past = new(StringComparer.Ordinal)
    {
        ["Attach"] = "attached",
        ["Authorize"] = "added",
        ["Cancel"] = "cancelled",
        ["Create"] = "created",
        ["Delete"] = "deleted",
        ["Deregister"] = "deregistered",
        ["Detach"] = "detached",
        ["Disable"] = "disabled",
        ["Enable"] = "enabled",
        ["Modify"] = "changed",
        ["Put"] = "set",
        ["Register"] = "registered",
        ["Remove"] = "removed",
        ["Replace"] = "replaced",
        ["Restore"] = "restored",
        ["Revoke"] = "removed",
        ["Schedule"] = "scheduled",
        ["Set"] = "set",
        ["Stop"] = "stopped",
        ["Update"] = "changed",
    };

    /// <summary>Who made a change, for a sentence.</summary>
    public static string Who(ConfigurationChange change) => change.By == ConfigurationChange.Nobody ? "somebody" : change.By;

    /// <summary>What a push did.</summary>
    public static string Did(ChangePush push)
    {
        var (first, what) = (push.First, Subjects(push));
        if (!first.Succeeded)
            return $"tried {first.Action} on {what} and was refused";
        if (first.Field is null)
            return Called(first.Action, what);
        var (before, after) = (Value(first.Before), Value(first.After));
        return first.Field switch
        {
            ScheduleFields.TargetArn when after is not null => $"pointed {what} at {after}",
            ScheduleFields.TargetArn when after is null && push.Changes.All(c => c.Schedule is { IsRule: true }) =>
                $"took the target from {what}",
            ScheduleFields.State when first.After == "DISABLED" => $"switched off {what}",
            ScheduleFields.State when first.After == "ENABLED" => $"switched on {what}",
            _ => $"changed {first.Field} of {what}{(before is null ? "" : $" from {before}")}{(after is null ? "" : $" to {after}")}",
        };
    }

    /// <summary>The operation in words: <c>deleted the cluster jobs</c>.</summary>
    private static string Called(string action, string what)
    {
        var name = action.TrimEnd("0123456789".ToCharArray());
        var verb = Past.Keys.FirstOrDefault(v => name.StartsWith(v, StringComparison.Ordinal) && name.Length > v.Length);
        if (verb is null)
            return $"called {action} on {what}";
        var noun = EnumWords.Of(name[verb.Length..]);
        return noun is "schedule" or "schedules" ? $"{Past[verb]} {what}" : $"{Past[verb]} the {Thing(noun, what)}";
    }

    /// <summary>The thing of an operation with its name: <c>cluster jobs</c>, <c>policy of the role runner</c>.</summary>
    private static string Thing(string noun, string what)
    {
        var end = what.IndexOfAny(['/', ':']);
        var kind = end > 0 ? what[..end].Replace('-', ' ') : "";
        return kind.Length == 0 ? $"{noun} {what}"
            : noun == kind ? $"{noun} {what[(end + 1)..]}"
            : noun.StartsWith($"{kind} ", StringComparison.Ordinal) ? $"{noun[(kind.Length + 1)..]} of the {kind} {what[(end + 1)..]}"
            : $"{noun} {what}";
    }

    /// <summary>What a push changed, in words.</summary>
    public static string Subjects(ChangePush push) =>
        push.Changes.All(c => c.Schedule is { IsRule: true }) ? Rules(push)
        : push.Subjects is [var one] ? Wording.Short(one)
        : push.Changes.All(c => c.Schedule is not null) ? $"{Wording.Word(push.Subjects.Count)} schedules"
        : Wording.List([.. push.Subjects.Select(Wording.Short)], 2);

    private static string Rules(ChangePush push) =>
        push.Subjects is [var one] ? $"rule {one}" : $"{Wording.Word(push.Subjects.Count)} rules";

    private static string? Value(string? value) =>
        value is null || Wording.Short(value).Length > LongestValue ? null
        : Arn.Is(value) ? Wording.Short(value)
        : $"\"{value}\"";
}
