using System.Text;
using IncidentKit.Basics;

namespace IncidentKit.Imports.Logs;

/// <content>Lines of text.</content>
internal sealed partial record LogFormat
{
    private const int MaxWord = 12;
    private const int QuotedBytes = 60;

    /// <summary>How many forms of times one file may mix, as a server does that starts before its logging.</summary>
    private const int MostForms = 4;

    /// <summary>The least share of the lines, those aside that go on from the line above, that must hold a time.</summary>
    private const int LeastShare = 10;

    /// <summary>In the order in which they are tried.</summary>
    private static readonly TimePlace[] Places =
    [
        .. Enumerable.Range(0, MaxWord + 1).Select(word => new TimePlace(word, false)),
        .. Enumerable.Range(1, MaxWord).Select(word => new TimePlace(word, true)),
    ];

    private readonly record struct PlainForm(FoundForm Found, TimePlace Place)
    {
        public string Words =>
            $"{LogFormat.Words(Found.Form)}{(Place.Word == 0 ? " at their beginning" : $" before word {Place.Word + 1}")}";
    }

    private static LogFormat Plain(string name, List<byte[]> lines, LogReading reading)
    {
        lines = lines.FindAll(line => !PlainLines.IsDirective(line));
        var best = BestOf(lines, lines.Count);
        if (best.Found.Count == 0)
        {
            var line = lines.Count == 0 ? "" : Encoding.UTF8.GetString(lines[0].AsSpan(0, Math.Min(lines[0].Length, QuotedBytes)));
            throw new InputException(
                InputProblem.Content,
                $"{name}: none of its first {lines.Count} lines holds a time that is understood; the first is '{line}'."
            );
        }

        NeedZoneAndYear(name, best.Found, reading);
        var anchored = best.Found.Anchored(reading);
        var forms = new List<(PlainForm Form, LogReading Reading)> { (best, anchored) };
        var read = TimesOf(lines, best, anchored);
        while (forms.Count < MostForms && Another(lines, read, reading, BestOf) is var (other, with))
            forms.Add((other, with));
        RefuseBelowShare(name, lines, read, forms.ConvertAll(f => f.Form));
        foreach (var (form, _) in forms)
            NeedZoneAndYear(name, form.Found, reading);
        var others = forms.Skip(1).Select(f => f.Form.Words).ToList();
        return new LogFormat(
            $"lines of text with {best.Words}{(others.Count == 0 ? "" : $", some with {string.Join(", some with ", others)}")}",
            () => new PlainLines([.. forms.Select(f => (new TimestampReader(f.Form.Found.Form, f.Reading), f.Form.Place))]),
            IsTable: false
        );

        PlainForm BestOf(List<byte[]> some, int most)
        {
            var found = default(PlainForm);
            foreach (var place in Places)
            {
                // Where colons separate words as well, times are cut in pieces.
                if (place.IsAfterColons && found.Found.Count > 0)
                    break;
                var texts = some.Select(line => (line, At: PlainLines.StartOf(line, place)))
                    .Where(l => l.At >= 0)
                    .Select(l => l.line[l.At..])
                    .ToList();
                // Ties go to the place and the form that are tried first.
                if (
                    FoundForm.Of(texts, reading) is var form
                    && form.Count > found.Found.Count
                    && !(form.IsNumber && form.Count * 5 < most * 4)
                )
                    found = new PlainForm(form, place);
            }

            return found;
        }
    }

    /// <summary>
    /// Another form, of lines that are not read yet: a stream goes forward, so that nearly all of its times are between those of the lines
    /// around them. Null where there is none; the times of its lines are noted.
    /// </summary>
    private static (PlainForm Form, LogReading Reading)? Another(
        List<byte[]> lines,
        long?[] read,
        LogReading reading,
        Func<List<byte[]>, int, PlainForm> bestOf
    )
    {
        var rest = lines.Where((line, i) => read[i] is null && !IsContinued(line)).ToList();
        var other = rest.Count == 0 ? default : bestOf(rest, rest.Count);
        if (other.Found.Count == 0 || other.Found.IsNumber || other.Found.IsAmbiguous)
            return null;
        var with = reading with { Anchor = other.Found.HasYear ? null : read.FirstOrDefault(at => at is not null) };
        var times = TimesOf(lines, other, with.Zone is null ? with with { Zone = NodaTime.DateTimeZone.Utc } : with);
        var (near, far) = (0, 0);
        for (var i = 0; i < lines.Count; i++)
        {
            if (read[i] is not null || IsContinued(lines[i]) || times[i] is not { } at)
                continue;
            if (IsBetween(read, i, at))
                near++;
            else
                far++;
        }

        // A zone is asked for where it matters.
        if (near == 0 || far * 10 > near || (!other.Found.IsZoned && reading.Zone is null && near * LeastShare < lines.Count))
            return null;
        for (var i = 0; i < lines.Count; i++)
            read[i] ??= IsContinued(lines[i]) ? null : times[i];
        return (other, with);
    }

    /// <summary>
    /// Whether a time is, but for an hour, between those of the nearest lines around it; within a day where one side has none.
    /// </summary>
    private static bool IsBetween(long?[] read, int i, long at)
    {
        var before = read.Take(i).LastOrDefault(time => time is not null);
        var after = read.Skip(i + 1).FirstOrDefault(time => time is not null);
        return at >= (before - TimeSpan.TicksPerHour ?? after - TimeSpan.TicksPerDay ?? long.MaxValue)
            && at <= (after + TimeSpan.TicksPerHour ?? before + TimeSpan.TicksPerDay ?? long.MinValue);
    }

    private static long?[] TimesOf(List<byte[]> lines, PlainForm form, LogReading reading)
    {
        var times = new TimestampReader(
            form.Found.Form,
            reading.Zone is null ? reading with { Zone = NodaTime.DateTimeZone.Utc } : reading
        );
        return
        [
            .. lines.Select(line =>
                PlainLines.StartOf(line, form.Place) is >= 0 and var at && times.TryRead(line.AsSpan(at), out var ticks)
                    ? ticks
                    : (long?)null
            ),
        ];
    }

    private static bool IsContinued(byte[] line) => line is [(byte)' ' or (byte)'\t', ..];

    private static void RefuseBelowShare(string name, List<byte[]> lines, long?[] read, List<PlainForm> forms)
    {
        var (timed, begun) = (
            read.Count(at => at is not null),
            lines.Where((line, i) => read[i] is not null || !IsContinued(line)).Count()
        );
        if (timed * LeastShare >= begun)
            return;
        throw new InputException(
            InputProblem.Content,
            $"{name}: {timed} of its first {begun} lines hold a time, too few to be a log's: "
                + $"{string.Join("; ", forms.Select(f => $"{f.Found.Count} with {f.Words}"))}. "
                + "Lines that go on from the one above are not counted where they are indented."
        );
    }
}
