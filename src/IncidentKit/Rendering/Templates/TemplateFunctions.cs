using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;
using NodaTime.Text;
using Scriban.Functions;
using Scriban.Runtime;

namespace IncidentKit.Rendering.Templates;

/// <summary>The functions templates may call, documented in templates/README.md. Pure, but for the footnotes they remember.</summary>
internal sealed partial class TemplateFunctions
{
    private static readonly InstantPattern Clock = InstantPattern.CreateWithInvariantCulture("HH:mm:ss");
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>More footnotes than this in one place are not read; the model lists them all.</summary>
    private const int MostCited = 3;

    private readonly LocalClock _local;
    private readonly Dictionary<string, ScriptObject> _basis = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScriptObject> _evidence;
    private readonly HashSet<string> _schedules;
    private readonly Dictionary<string, string> _labels = [];
    private readonly HashSet<string> _taken = [];
    private readonly ScriptArray _cited = [];

    public TemplateFunctions(ScriptObject model)
    {
        _local = LocalClock.Of(model);
        foreach (
            ScriptObject row in model.TryGetValue("basis", out object? basis) && basis is ScriptArray rows
                ? rows.OfType<ScriptObject>()
                : []
        )
        {
            if (row["pointer"] is string pointer)
                _basis.TryAdd(pointer, row);
        }

        _evidence =
            model.TryGetValue("evidence", out object? evidence) && evidence is ScriptArray records
                ? records.OfType<ScriptObject>().Where(r => r["id"] is string).DistinctBy(r => r["id"]).ToDictionary(r => (string)r["id"]!)
                : [];
        _schedules =
            model.TryGetValue("schedules", out object? schedules) && schedules is ScriptArray named
                ? named.OfType<ScriptObject>().Select(s => s["name"]).OfType<string>().ToHashSet(StringComparer.Ordinal)
                : [];
    }

    /// <summary>All of them by name, with the pure ones of Scriban's own.</summary>
    public ScriptObject All()
    {
        var scope = new ScriptObject();
        scope["array"] = Only(
            new ArrayFunctions(),
            "add",
            "any",
            "compact",
            "concat",
            "contains",
            "each",
            "filter",
            "first",
            "join",
            "last",
            "limit",
            "map",
            "offset",
            "reverse",
            "size",
            "sort",
            "uniq"
        );
        scope["string"] = Only(
            new StringFunctions(),
            "contains",
            "downcase",
            "ends_with",
            "replace",
            "size",
            "slice",
            "split",
            "starts_with",
            "strip",
            "upcase"
        );
        scope["object"] = Only(new ObjectFunctions(), "has_key", "keys", "size", "values");
        scope["include"] = new IncludeAsMarkup();
        Import<object?>("code", text => text is null ? null : new Markup(MarkdownText.Code(Text(text)!)));
        Import<object?>("code_cell", text => text is null ? null : new Markup(MarkdownText.CodeCell(Text(text)!)));
        Import<IEnumerable?>(
            "codes",
            texts =>
                texts is null ? null : new Markup(string.Join(", ", texts.Cast<object?>().Select(t => MarkdownText.Code(Text(t) ?? ""))))
        );
        scope.Import(
            "fence",
            (object? text, string language) => text is null ? null : new Markup(MarkdownText.Fence(Text(text)!, language))
        );
        Import<object?>("sh", text => text is null ? null : ShellText.Word(Text(text)!));
        Import<ScriptObject>("schedule_options", ScheduleOptions);
        Import<ScriptObject>("schedule_name", ScheduleName);
        scope.Import("for_each", CommandFunctions.Each);
        scope.Import("trail", CommandFunctions.Trail);
        Import<object?>("comment", text => text is null ? null : new Markup(ShellText.Comment(Text(text)!)));
        Import<object?>("json", value => Json(value));
        Import<object?>("text", value => Text(value));
        Import<string?>("utc", instant => Instant(instant, InstantText.ToUtc));
        Import<string?>("clock", instant => Instant(instant, Clock.Format));
        Import<string?>("local", instant => Instant(instant, _local.Text));
        Import<object?>("short", text => text is null ? null : ShortArns(Text(text)!));
        scope.Import(
            "linked",
            (object? text, object? phrase, string target) =>
                text is null ? null : new Markup(MarkdownText.Linked(Text(text)!, Text(phrase), target))
        );
        Import<string?>("duration", Duration);
        Import<string?>("words", Words);
        Import<string?>("diagram_label", text => text is null ? null : DiagramLabel(text));
        scope.Import("among", (ScriptArray? rows, ScriptArray? names, string member) => Among(rows, names, member));
        Import<string>("has_rule_page", rule => RuleCatalogue.Ids.Contains(rule, StringComparer.Ordinal));
        Import<ScriptArray?>("cite", Cite);
        scope.Import("cited", () => _cited);
        Import<string>("basis_of", BasisOf);
        Import<string>("source_of", SourceOf);
        scope.Import("or_unknown", (object? value, string pointer) => value ?? Unknown(pointer));
        scope.IsReadOnly = true;
        return scope;

        void Import<T>(string name, Func<T, object?> function) => scope.Import(name, function);
    }

    private static ScriptObject Only(ScriptObject all, params string[] names)
    {
        var kept = new ScriptObject();
        foreach (string name in names)
            kept[name] = all[name] ?? throw new InvalidOperationException($"Scriban has no function '{name}'.");
        kept.IsReadOnly = true;
        return kept;
    }

    private static string? Instant(string? text, Func<Instant, string> form) =>
        text is null ? null
        : InstantText.ParseIso(text) is { } instant ? form(instant)
        : throw new ArgumentException($"'{text}' is not an instant such as 2026-01-29T16:37:00Z");

    private static string? Duration(string? text)
    {
        if (text is null)
            return null;
        ParseResult<Period> parsed = PeriodPattern.Roundtrip.Parse(text);
        if (!parsed.Success || parsed.Value.HasDateComponent)
            throw new ArgumentException($"'{text}' is not a duration such as PT6H25M");
        Period period = parsed.Value;
        (long Value, string Unit)[] parts =
        [
            (period.Hours, "h"),
            (period.Minutes, "min"),
            (period.Seconds, "s"),
            (period.Milliseconds, "ms"),
        ];
        string written = string.Join(' ', parts.Where(p => p.Value != 0).Select(p => $"{p.Value} {p.Unit}"));
        return written.Length == 0 ? "0 s" : written;
    }

    private static string? Words(string? name) =>
        name is null || !char.IsAsciiLetterLower(name.FirstOrDefault()) || !name.All(char.IsAsciiLetter) ? name : EnumWords.Of(name);

    /// <summary>The rows that are named by a member of theirs, in order.</summary>
    private static ScriptArray Among(ScriptArray? rows, ScriptArray? names, string member)
    {
        var named = (names ?? []).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. (rows ?? []).OfType<ScriptObject>().Where(r => r[member] is string name && named.Contains(name))];
    }

    /// <summary>A text in which each ARN is the part that tells it from its siblings.</summary>
    private static string ShortArns(string text) => ArnInText().Replace(text, m => Arn.Of(m.Value)?.Resource ?? m.Value);

    [GeneratedRegex(@"arn:aws[a-z-]{0,20}:[^\s,;()]{1,500}[^\s,;().:]", RegexOptions.CultureInvariant)]
    private static partial Regex ArnInText();

    /// <summary>The options of the AWS CLI that name one of <c>schedules</c>; its region where its name repeats.</summary>
    private static string ScheduleOptions(ScriptObject schedule)
    {
        (string name, string group) = (Text(schedule["name"]) ?? "", Text(schedule["group"]) ?? "");
        string region = "";
        if (name.Split('/') is [var where, var within, var alone] && within == group)
            (region, name) = ($"--region {ShellText.Word(where)} ", alone);
        return $"{region}--group-name {ShellText.Word(group)} --name {ShellText.Word(name)}";
    }

    /// <summary>The schedule of a row that has its region, group and name apart, as <c>schedules</c> names it.</summary>
    private string? ScheduleName(ScriptObject row)
    {
        string whole = $"{Text(row["region"])}/{Text(row["group"])}/{Text(row["schedule"])}";
        return _schedules.Contains(whole) ? whole : Text(row["schedule"]);
    }

    /// <summary>A name in a Mermaid diagram, which has no escapes: other characters than these become a dot.</summary>
    private static string DiagramLabel(string text)
    {
        const int longest = 60;
        string label = string.Concat(
                text.Take(longest).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or ' ' ? c : '.')
            )
            .Trim();
        return label.Length == 0 ? "." : label;
    }

    private static string? Text(object? value) =>
        value is null or string ? (string?)value
        : value is Markup or ScriptArray or ScriptObject ? Json(value)
        : JsonSerializer.Serialize(value);

    private static string Json(object? value) => JsonSerializer.Serialize(value is Markup ? value.ToString() : value, Indented);

    /// <summary>Apart by a space: some dialects read <c>[^a][^b]</c> as one link.</summary>
    private Markup? Cite(ScriptArray? ids) =>
        ids is null ? null : new Markup(string.Join(' ', ids.OfType<string>().Take(MostCited).Select(id => $"[^{Label(id)}]")));

    private string Label(string id)
    {
        if (_labels.TryGetValue(id, out string? known))
            return known;
        string label = MarkdownText.FootnoteLabel(id);
        while (!_taken.Add(label))
            label += "-";
        _labels[id] = label;
        _evidence.TryGetValue(id, out ScriptObject? record);
        _cited.Add(
            new ScriptObject
            {
                ["id"] = id,
                ["label"] = new Markup(label),
                ["record"] = record,
            }
        );
        return label;
    }

    private ScriptObject? BasisOf(string pointer) => BasisRows.Nearest(_basis, pointer);

    private string Unknown(string pointer)
    {
        ScriptObject? basis = BasisOf(pointer);
        string reason = basis?["reason"] as string ?? "no reason is recorded";
        return basis?["toKnow"] is string toKnow ? $"unknown: {reason} (to know: {toKnow})" : $"unknown: {reason}";
    }

    private Markup? SourceOf(string pointer)
    {
        ScriptObject? basis = BasisOf(pointer);
        string footnotes = Cite(basis?["evidence"] as ScriptArray)?.ToString() ?? "";
        return basis?["kind"] is not "attested"
            ? new Markup(footnotes)
            : new Markup($" (stated by {MarkdownText.Escape(basis["by"] as string ?? "a person")}, not measured){footnotes}");
    }
}
