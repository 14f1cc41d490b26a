using IncidentKit.Basics;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Reports.Daily;

/// <summary>The kept reports of the days before a day: a folder of <c>DATE.json</c>.</summary>
public sealed record DailyHistory
{
    /// <summary>How many days are compared unless said.</summary>
    public const int DefaultDays = 7;

    private const int LargestReport = 256 << 20;

    private DailyHistory(IReadOnlyList<LocalDate> asked, IReadOnlyList<EarlierDay> days) => (Asked, Days) = (asked, days);

    /// <summary>The dates asked for, oldest first.</summary>
    internal IReadOnlyList<LocalDate> Asked { get; }

    /// <summary>Those of which a report is kept, oldest first.</summary>
    internal IReadOnlyList<EarlierDay> Days { get; }

    /// <summary>The file that keeps a day's report, without its folder.</summary>
    public static string FileName(LocalDate date) => $"{LocalDatePattern.Iso.Format(date)}.json";

    /// <summary>Reads the reports of the days before a day. A folder that does not exist yet keeps none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="day">The day; its own report is not read.</param>
    /// <param name="count">How many days before it.</param>
    /// <exception cref="InputException">A file in it is no daily report of that kind of day, or cannot be read.</exception>
    public static DailyHistory Load(string folder, ReportDay day, int count)
    {
        var asked = day.Before(count);
        try
        {
            return new DailyHistory(
                asked,
                [
                    .. asked
                        .Select(FileName)
                        .Where(name => File.Exists(Path.Combine(folder, name)))
                        .Select(name => EarlierDay.Parse(name, InputFile.ReadAll(Path.Combine(folder, name), LargestReport), day.Kind)),
                ]
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                InputProblem.Content,
                $"the --history folder {folder} cannot be read: {e.Message.ReplaceLineEndings(" ")}",
                e
            );
        }
    }
}
