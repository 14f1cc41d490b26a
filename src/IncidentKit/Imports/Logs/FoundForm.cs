using NodaTime;

namespace IncidentKit.Imports.Logs;

/// <summary>The form in which most of some texts are times.</summary>
/// <param name="Form">The form.</param>
/// <param name="Count">How many are read in it.</param>
/// <param name="IsZoned">Whether most of them say their zone.</param>
/// <param name="HasYear">Whether they say their year.</param>
/// <param name="IsAmbiguous">Whether another form reads as many, at other times, and nothing known tells which is meant.</param>
internal readonly record struct FoundForm(TimestampForm Form, int Count, bool IsZoned, bool HasYear, bool IsAmbiguous)
{
    /// <summary>In the order in which they are tried: a time with its year also begins like one without.</summary>
    private static readonly TimestampForm[] Forms =
    [
        TimestampForm.Iso,
        TimestampForm.DayMonthYear,
        TimestampForm.MonthDayYear,
        TimestampForm.MonthDay,
        TimestampForm.DayFirst,
        TimestampForm.MonthFirst,
        TimestampForm.ShortYear,
        TimestampForm.Klog,
        TimestampForm.MonthDayDigits,
        TimestampForm.DayMonthDigits,
        TimestampForm.TimeFirst,
        TimestampForm.EpochSeconds,
        TimestampForm.EpochMilliseconds,
        TimestampForm.EpochMicroseconds,
        TimestampForm.EpochNanoseconds,
    ];

    /// <summary>A clock that is set back by more than this was no clock.</summary>
    private const long LongStepBack = TimeSpan.TicksPerHour;

    /// <summary>So many numbers do not look like times by chance.</summary>
    private const int Many = 100;

    private static readonly long Oldest = Instant.FromUtc(2000, 1, 1, 0, 0).ToUnixTimeTicks();

    /// <summary>Logs are mostly written until shortly before they are looked at.</summary>
    private static readonly Duration Near = Duration.FromDays(62);

    /// <summary>The first of the texts that is a time.</summary>
    public byte[]? First { get; private init; }

    /// <summary>
    /// What is known, with the first time where times lack a year: the others of the file go on from it.
    /// </summary>
    public LogReading Anchored(LogReading reading) =>
        !HasYear && First is not null && new TimestampReader(Form, reading).TryRead(First, out var ticks)
            ? reading with
            {
                Anchor = ticks,
            }
            : reading;

    /// <summary>Whether it is a plain number, as many other things are.</summary>
    public bool IsNumber => Form >= TimestampForm.EpochSeconds;

    /// <summary>
    /// Finds the form. Of several that read as many the first, or of two orders of a date the one nearest to what is known.
    /// </summary>
    /// <param name="texts">The texts, in the order of their lines.</param>
    /// <param name="reading">What is known besides.</param>
    public static FoundForm Of(IReadOnlyCollection<byte[]> texts, LogReading reading)
    {
        var best = default(FoundForm);
        var bestStamps = new List<TimestampText>();
        foreach (var form in Forms)
        {
            var stamps = new List<TimestampText>();
            byte[]? first = null;
            foreach (var text in texts)
            {
                if (!TimestampText.TryRead(form, text, out var stamp))
                    continue;
                first ??= text;
                stamps.Add(stamp);
            }

            if (stamps.Count == 0 || (form >= TimestampForm.EpochSeconds && !IsClock(stamps, reading)))
                continue;
            var isOrderOfDate =
                (form, best.Form)
                    is
                        (TimestampForm.MonthFirst, TimestampForm.DayFirst)
                        or
                        (TimestampForm.DayMonthDigits, TimestampForm.MonthDayDigits)
                && stamps.Count == best.Count;
            if (isOrderOfDate && !stamps.SequenceEqual(bestStamps))
            {
                var (other, known) = (Distance(form, stamps, first!, reading), Distance(best.Form, bestStamps, best.First!, reading));
                // Who writes AM and PM beside digits writes the month first: en-US, in which programs print unless they are told otherwise.
                var isAmerican = stamps.TrueForAll(s => s.HasHalf);
                var isOther = isAmerican ? form == TimestampForm.MonthFirst : other < known;
                best = best with
                {
                    Form = isOther ? form : best.Form,
                    IsAmbiguous = !isAmerican && (other == known || Duration.Min(other, known) > Near),
                };
            }
            else if (stamps.Count > best.Count)
            {
                best = new FoundForm(
                    form,
                    stamps.Count,
                    stamps.Count(s => s.HasZone) * 2 > stamps.Count,
                    stamps[0].HasYear,
                    IsAmbiguous: false
                )
                {
                    First = first,
                };
                bestStamps = stamps;
            }
        }

        return best;
    }

    /// <summary>
    /// Whether numbers go on as a clock does: upwards but for few, and not after the latest possible event. Of many that are all in a few
    /// years, of the centuries that ten digits reach, the order may be another.
    /// </summary>
    private static bool IsClock(List<TimestampText> stamps, LogReading reading)
    {
        var latest = reading.Latest is { } known ? known.ToUnixTimeTicks() + TimeSpan.TicksPerDay : long.MaxValue;
        var (back, after, before) = (0, 0, 0);
        for (var i = 0; i < stamps.Count; i++)
        {
            back += i > 0 && stamps[i].Ticks < stamps[i - 1].Ticks - LongStepBack ? 1 : 0;
            after += stamps[i].Ticks > latest ? 1 : 0;
            before += stamps[i].Ticks < Oldest ? 1 : 0;
        }

        return (back + after) * 10 <= stamps.Count || (stamps.Count >= Many && after + before == 0);
    }

    /// <summary>How far the last of them is from what is looked for; what is after the latest possible event is farthest.</summary>
    private static Duration Distance(TimestampForm form, List<TimestampText> stamps, byte[] first, LogReading reading)
    {
        var ticks = stamps.Max(s => s.Ticks);
        if (
            !stamps[0].HasYear
            && !new TimestampReader(form, reading with { Zone = reading.Zone ?? DateTimeZone.Utc }).TryRead(first, out ticks)
        )
            return Duration.MaxValue;
        var last = Instant.FromUnixTimeTicks(ticks);
        if (reading.Latest is not { } latest || last > latest + Duration.FromDays(1))
            return Duration.MaxValue;
        if (reading.Window is not { } window)
            return latest - last;
        return last < window.Start ? window.Start - last
            : last > window.End ? last - window.End
            : Duration.Zero;
    }
}
