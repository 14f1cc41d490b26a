using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// Whether a call is about what a schedule uses, where the schedule names nothing of it: its tasks run in subnets of a VPC, and an
/// answer may name a key. True or false where ids tell, null where they do not.
/// </summary>
internal static class CallIds
{
    private const string Vpc = "vpc-";
    private const string KeyInArn = ":key/";

    /// <summary>Whether a change of gateways, routes, endpoints or lists is of the network of a schedule's tasks.</summary>
    public static bool? IsOfNetwork(DiagnosisContext context, ScheduleKey key, Schedule schedule, TrailEvent call)
    {
        if (schedule.Target.Task is not { } task)
            return null;
        var own = task.Subnets.Concat(task.SecurityGroups).ToHashSet(StringComparer.Ordinal);
        var vpcs = own.Select(id => context.Resources.VpcOf(key.Region, id)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var ids = call.Ids().ToList();
        if (ids.Exists(own.Contains))
            return true;
        var named = ids.FindAll(IsVpc);
        if (named.Count == 0)
            named = [.. Linked(context, call, ids)];
        return named.Count == 0 || vpcs.Count == 0 ? null : named.Exists(vpcs.Contains);
    }

    /// <summary>Whether a change of a key is of one that the answers name.</summary>
    public static bool? IsOfKey(IReadOnlyList<TargetResponse> answers, TrailEvent call)
    {
        var keys = answers.SelectMany(a => KeysIn(a.Message)).ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0 || call.Request.Text("keyId") is not { } asked)
            return null;
        return keys.Contains(asked[(asked.LastIndexOf('/') + 1)..]);
    }

    /// <summary>The VPCs that other recorded calls name together with something that this one names: a route table, a gateway.</summary>
    private static IEnumerable<string> Linked(DiagnosisContext context, TrailEvent call, List<string> ids) =>
        ids.Count == 0
            ? []
            : context
                .Events.Where(e => e.Region == call.Region && e.Id != call.Id && e.Ids().Any(IsVpc) && e.Ids().Any(ids.Contains))
                .SelectMany(e => e.Ids())
                .Where(IsVpc)
                .Distinct(StringComparer.Ordinal);

    private static bool IsVpc(string id) => id.StartsWith(Vpc, StringComparison.Ordinal);

    private static IEnumerable<string> KeysIn(string text)
    {
        foreach (var after in text.Split(KeyInArn).Skip(1))
            yield return new string([.. after.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
    }
}
