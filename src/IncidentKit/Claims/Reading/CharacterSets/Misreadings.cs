namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>Puts the repairs of a text that was read wrongly twice together.</summary>
internal static class Misreadings
{
    /// <summary>The damage of a text whose repair was repaired.</summary>
    /// <param name="text">What was seen.</param>
    /// <param name="first">Its damage; the offsets are those in its repair.</param>
    /// <param name="repaired">The repair of its repair.</param>
    /// <param name="second">What was damaged in the repair; the offsets are those in the last text.</param>
    public static IReadOnlyList<TextDamage> Composed(
        string text,
        IReadOnlyList<TextDamage> first,
        string repaired,
        IReadOnlyList<TextDamage> second
    )
    {
        var all = new List<TextDamage>();
        // By how much the text, and the last one, are longer than the one between, up to here.
        var (longer, shorter) = (0, 0);
        for (var (a, b) = (0, 0); a < first.Count || b < second.Count; )
        {
            var start = Math.Min(
                a < first.Count ? first[a].Offset : int.MaxValue,
                b < second.Count ? second[b].Offset - shorter : int.MaxValue
            );
            var (end, seenBefore, lastBefore) = (start, longer, shorter);
            string? how = null;
            while (true)
            {
                if (a < first.Count && first[a].Offset <= end && (first[a].Offset < end || end == start))
                {
                    end = Math.Max(end, first[a].Offset + first[a].Length);
                    longer += first[a].Seen.Length - first[a].Length;
                    how ??= first[a].How;
                    a++;
                }
                else if (b < second.Count && second[b].Offset - shorter <= end && (second[b].Offset - shorter < end || end == start))
                {
                    end = Math.Max(end, second[b].Offset - shorter + second[b].Seen.Length);
                    shorter += second[b].Length - second[b].Seen.Length;
                    how = Both(how, second[b].How);
                    b++;
                }
                else
                {
                    break;
                }
            }

            all.Add(
                new TextDamage(
                    start + lastBefore,
                    text[(start + seenBefore)..(end + longer)],
                    how is not null ? repaired[(start + lastBefore)..(end + shorter)] : null,
                    how
                )
            );
        }

        return all;
    }

    private static string? Both(string? first, string? second) =>
        first is null || second is null || first.Contains(second, StringComparison.Ordinal) ? first ?? second : $"{first}, then {second}";
}
