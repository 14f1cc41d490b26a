using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks;

/// <summary>A state of a schedule that the evidence does not give.</summary>
internal sealed partial class StateAgainstEvidence() : AuditCheck("IKA0604", "state-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        foreach (var passage in context.Claims.All)
        {
            foreach (var name in passage.Identifiers.Where(i => evidence.States.Contains(i.Text)))
            {
                var match = State().Match(passage.Passage.Text, name.End, Math.Min(40, passage.Passage.Text.Length - name.End));
                if (!match.Success)
                    continue;
                context.Compared(name);
                var states = evidence.States[name.Text].ToList();
                if (!states.Contains(match.Groups["state"].Value.ToLowerInvariant()) && !states.Contains("unknown"))
                    yield return At(name, $"'{name.Text}' is not {match.Groups["state"].Value}", string.Join(", ", states), "the state of the schedule when the evidence was recorded");
            }
        }
    }

    [GeneratedRegex(@"^ (?:is|stays|remains)(?: now| still| currently)? (?<state>enabled|disabled|deleted)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex State();
}
