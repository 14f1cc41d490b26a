using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Schedules.Targets;

/// <summary>The call of a target that has no evidence of its own, as CloudTrail would name it, and what it names.</summary>
/// <param name="EventName">The event.</param>
/// <param name="Names">The texts of its parameters, or the resource's name: what tells its call from others'.</param>
internal sealed record NamedCall(string EventName, IReadOnlyList<string> Names)
{
    /// <summary>Shorter texts are no names.</summary>
    private const int Shortest = 3;

    /// <summary>The call; null where CloudTrail's name of it is not known.</summary>
    public static NamedCall? Of(ScheduleTarget target) =>
        target is OtherTarget && CalledApi.EventNameOf(target.Arn) is { } name ? new(name, [.. NamesOf(target).Distinct()]) : null;

    private static IEnumerable<string> NamesOf(ScheduleTarget target) =>
        Arn.Of(target.Arn) is { Service: "scheduler" }
            ? target.Input is { } text && JsonReading.ParseText(text) is { } input
                ? input.AllTexts().Where(t => t.Length >= Shortest)
                : []
            : [target.Arn[(target.Arn.LastIndexOfAny(['/', ':']) + 1)..]];

    /// <summary>
    /// How well a request fits: how many of the names are in it, and whether all are. CloudTrail writes parameters in shapes of its own and
    /// leaves some out. Null where none of several is.
    /// </summary>
    public (bool All, int Found)? Fits(IReadOnlySet<string> request)
    {
        var found = Names.Count(request.Contains);
        return found == 0 && Names.Count > 0 ? null : (found == Names.Count, found);
    }
}
