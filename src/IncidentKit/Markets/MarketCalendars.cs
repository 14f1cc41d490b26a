using System.Collections.Concurrent;
using System.Reflection;
using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Markets;

/// <summary>The calendars of the tool, and a user's own or corrected ones, which win. Each is read when it is asked for.</summary>
public sealed class MarketCalendars
{
    private const string Prefix = "calendars/";

    /// <summary>The head of a calendar file: <c>id</c>, <c>name</c> and <c>aliases</c>, the latter on one line.</summary>
    private const int HeadLines = 3;
    private const string IdKey = "id: ";
    private const string AliasesKey = "aliases: ";

    private static readonly Assembly Home = typeof(MarketCalendars).Assembly;

    private static readonly Lazy<Dictionary<string, string>> Shipped = new(EmbeddedNames);

    private readonly Dictionary<string, CalendarRules> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, MarketCalendar> _built = new(StringComparer.Ordinal);

    private MarketCalendars() { }

    /// <summary>The calendars that come with the tool.</summary>
    public static MarketCalendars Embedded { get; } = new();

    /// <summary>All codes, without the aliases, in order.</summary>
    public IReadOnlyList<string> Ids =>
        [
            .. Shipped
                .Value.Where(n => !_own.ContainsKey(n.Key))
                .Select(n => n.Value)
                .Concat(_own.Values.Select(r => r.Id))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

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
    /// <exception cref="InputException">There is none; the message names a near one, or all.</exception>
    public MarketCalendar Get(string id)
    {
        if (_own.TryGetValue(id, out CalendarRules? own))
            return _built.GetOrAdd(own.Id, _ => new MarketCalendar(own));
        string code = id.ToUpperInvariant();
        if (_built.TryGetValue(code, out MarketCalendar? built))
            return built;
        if ((ReadEmbedded(code) ?? (Shipped.Value.TryGetValue(id, out string? named) ? ReadEmbedded(named) : null)) is { } rules)
            return _own.ContainsKey(rules.Id) ? Get(rules.Id) : _built.GetOrAdd(rules.Id, _ => new MarketCalendar(rules));
        throw new InputException(
            InputProblem.CommandLine,
            $"there is no calendar of a market '{id}'; "
                + (Near(id) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", Ids)}")
        );
    }

    /// <summary>The nearest code or alias; of those as near, a code.</summary>
    private string? Near(string id)
    {
        for (int most = 1; most <= Math.Max(NearName.SlipOfThePen, id.Length / 3); most++)
        {
            if ((NearName.Nearest(id, Ids, most) ?? NearName.Nearest(id, _own.Keys.Concat(Shipped.Value.Keys), most)) is { } near)
                return near;
        }

        return null;
    }

    private static IEnumerable<string> Names(CalendarRules rules) => [rules.Id, .. rules.Aliases];

    /// <summary>The code of each code and alias of the tool, from the first lines of the files: to read them all would take long.</summary>
    private static Dictionary<string, string> EmbeddedNames()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (
            string resource in Home.GetManifestResourceNames()
                .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!);
            string id = "";
            for (int i = 0; i < HeadLines && reader.ReadLine() is { } line; i++)
            {
                if (line.StartsWith(IdKey, StringComparison.Ordinal))
                    names.TryAdd(id = line[IdKey.Length..].Trim(), id);
                else if (line.StartsWith(AliasesKey, StringComparison.Ordinal))
                    foreach (string alias in line[AliasesKey.Length..].Split([' ', ',', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
                        names.TryAdd(alias, id);
            }
        }

        return names;
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
