namespace IncidentKit.Benchmarks.Injected;

/// <summary>A report as lines, read with patterns of its own: what the product cannot read must be injectable too.</summary>
internal sealed class WrittenReport
{
    private readonly Lazy<IReadOnlyList<WrittenTimeline>> _timelines;

    public WrittenReport(string text)
    {
        Lines = text.Split('\n');
        var code = false;
        Prose =
        [
            .. Lines
                .Index()
                .Where(l =>
                    !(code ^= l.Item.AsSpan().TrimStart().StartsWith("```")) && !l.Item.StartsWith("    ", StringComparison.Ordinal)
                )
                .Select(l => l.Index),
        ];
        _timelines = new(() => WrittenTimeline.In(Lines));
    }

    /// <summary>The lines, without their line feed.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The lines, from 0, that are no code.</summary>
    public IReadOnlyList<int> Prose { get; }

    /// <summary>Its lists, tables, headings and lines of clock times.</summary>
    public IReadOnlyList<WrittenTimeline> Timelines => _timelines.Value;

    /// <summary>The headings over a line, joined.</summary>
    public string Section(int line)
    {
        var (over, level) = (new List<string>(), 7);
        for (var i = line; i >= 0; i--)
        {
            var marks = Lines[i].TakeWhile(c => c == '#').Count();
            if (marks is > 0 and < 7 && marks < level && Lines[i].AsSpan(marks).StartsWith(" "))
            {
                over.Add(Lines[i]);
                level = marks;
            }
        }

        return string.Join(' ', over);
    }

    /// <summary>The error of one changed line.</summary>
    /// <param name="line">The line, from 0.</param>
    /// <param name="others">Further lines, from 0, that state what the changed one now contradicts.</param>
    public InjectedError Changed(int line, string now, params IEnumerable<int> others)
    {
        var lines = Lines.ToArray();
        lines[line] = now;
        return new(string.Join('\n', lines), [line + 1, .. others.Select(o => o + 1)], Lines[line], now);
    }
}
