using System.Collections.Concurrent;
using System.Reflection;
using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Markets;

/// <summary>The calendars of the tool, and a user's own or corrected ones, which win. Each is read when it is asked for.</summary>
public sealed class MarketCalendars
{
    private const string Prefix = "calendars/";

    private static readonly Assembly Home = typeof(MarketCalendars).Assembly;

    private readonly Dictionary<string, CalendarRules> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, MarketCalendar> _built = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, CalendarRules>> _known;

    private MarketCalendars() => _known = new(Everything);

    /// <summary>The calendars that come with the tool.</summary>
    public static MarketCalendars Embedded { get; } = new();

    /// <summary>All codes, without the aliases, in order.</summary>
    public IReadOnlyList<string> Ids =>
        [.. _known.Value.Values.Select(r => r.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The calendars of the tool and those in the <c>.yaml</c> files of a folder. The latter replace the tool's of the same code or alias.
    /// </summary>
    /// <exception cref="InputException">There is no such folder; or a file in it is wrong, or two are of the same market.</exception>
    public static MarketCalendars With(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException(InputProblem.CommandLine, $"there is no folder '{folder}' to read calendars from");
        var calendars = new MarketCalendars();
        foreach (string path in InputFile.In(folder, ".yaml", deep: 0))
        {
            CalendarRules rules = CalendarReader.Read(YamlSource.Load(path));
            foreach (string name in Names(rules))
            {
                if (!calendars._own.TryAdd(name, rules))
                    throw new InputException(
                        InputProblem.Content,
                        $"{rules.Source.Name}:1:1: '{name}' is given by {calendars._own[name].Source.Name} too"
                    );
            }

            calendars._built[rules.Id] = new MarketCalendar(rules);
        }

        return calendars;
    }

    /// <summary>The calendar of a code or alias, without regard to case.</summary>
    /// <exception cref="InputException">There is none; the message lists near names.</exception>
    public MarketCalendar Get(string id)
    {
        CalendarRules? rules =
            _own.GetValueOrDefault(id)
            ?? (_known.IsValueCreated ? null : ReadEmbedded(id.ToUpperInvariant()))
            ?? _known.Value.GetValueOrDefault(id);
        return rules is not null
            ? _built.GetOrAdd(rules.Id, _ => new MarketCalendar(rules))
            : throw new InputException(
                InputProblem.CommandLine,
                $"there is no calendar of a market '{id}'; there are {string.Join(", ", Ids)}{NearName.Hint(id, _known.Value.Keys)}"
            );
    }

    private static IEnumerable<string> Names(CalendarRules rules) => [rules.Id, .. rules.Aliases];

    private Dictionary<string, CalendarRules> Everything()
    {
        var known = new Dictionary<string, CalendarRules>(_own, StringComparer.OrdinalIgnoreCase);
        foreach (
            string resource in Home.GetManifestResourceNames()
                .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            CalendarRules rules = ReadEmbedded(resource[Prefix.Length..^".yaml".Length])!;
            foreach (string name in Names(rules))
                known.TryAdd(name, rules);
        }

        return known;
    }

    /// <summary>A calendar of the tool by its code; a slash is a hyphen in a file's name.</summary>
    private static CalendarRules? ReadEmbedded(string id)
    {
        string name = $"{id.Replace('/', '-')}.yaml";
        using Stream? stream = Home.GetManifestResourceStream(Prefix + name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return CalendarReader.Read(YamlSource.Of(name, reader.ReadToEnd()));
    }
}
