using System.Collections;
using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace IncidentKit.Rendering.Templates;

/// <summary>Writes the commands of a runbook: one loop over what they ask for, in each region that has it.</summary>
internal static partial class CommandFunctions
{
    /// <summary>More than this is not pasted into a terminal; the model lists them all.</summary>
    private const int MostItems = 100;

    /// <summary>All in one pass, so that no value is taken for one of these words.</summary>
    [GeneratedRegex(@"\b(?:REGION|GROUP|ITEM)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    /// <summary>What is asked of a rule where a command asks for a schedule: what it is, and what it calls.</summary>
    private const string OfRule =
        "aws events describe-rule --region REGION --name ITEM --output json\n"
        + "aws events list-targets-by-rule --region REGION --rule ITEM --output json";

    /// <summary>
    /// A command for each value that a member of schedules has, as a loop where there are several. In the command <c>REGION</c> and
    /// <c>GROUP</c> stand for those of the schedules, and <c>ITEM</c> for the value.
    /// </summary>
    /// <param name="schedules">The schedules.</param>
    /// <param name="member">A member that is a text or a list of texts; <c>roleName</c> is the name of <c>role</c>.</param>
    /// <param name="command">The command, on one line or several.</param>
    public static string Each(IEnumerable schedules, string member, string command)
    {
        bool grouped = command.Contains("GROUP", StringComparison.Ordinal);
        List<string> lines = [];
        foreach (
            var place in schedules
                .OfType<ScriptObject>()
                .GroupBy(s => (Region: Text(s, "region"), Group: grouped ? Text(s, "group") : "", IsRule: grouped && s["rule"] is string))
                .OrderBy(g => g.Key.IsRule)
                .ThenBy(g => g.Key.Region, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Group, StringComparer.Ordinal)
        )
        {
            string[] items = [.. place.SelectMany(s => Values(s, member)).Distinct(StringComparer.Ordinal)];
            if (items.Length == 0)
                continue;
            string Filled(string item) =>
                Word()
                    .Replace(
                        place.Key.IsRule ? OfRule : command,
                        word => word.Value == "ITEM" ? item : Quoted(word.Value == "REGION" ? place.Key.Region : place.Key.Group)
                    );
            if (items.Length == 1)
            {
                lines.Add(Filled(Quoted(items[0])));
                continue;
            }

            if (items.Length > MostItems)
                lines.Add($"# the first {MostItems} of {items.Length}; incident-report.json lists them all");
            lines.Add($"for item in {string.Join(' ', items.Take(MostItems).Select(Quoted))}; do");
            lines.AddRange(Filled("\"$item\"").Split('\n').Select(line => "  " + line));
            lines.Add("done");
        }

        return lines.Count > 0 ? string.Join('\n', lines) : "# nothing to ask: none of these schedules has one";
    }

    /// <summary>The events of a kind that name one of some things, one line each: when, who, how it ended, and what is asked for.</summary>
    /// <param name="regions">Where to ask, such as <c>us-west-2</c>.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="subjects">The things by name or ARN; all events where there are none.</param>
    /// <param name="from">From when on, or null for the 90 days that there are.</param>
    /// <param name="to">Until when, or null for now.</param>
    /// <param name="show">A jq expression for the last column.</param>
    public static string Trail(IEnumerable regions, string name, IEnumerable subjects, string? from, string? to, string show)
    {
        string[] named =
        [
            .. subjects
                .OfType<string>()
                .Select(s => s[(s.LastIndexOf('/') + 1)..])
                .Distinct(StringComparer.Ordinal)
                .Take(MostItems)
                .Select(Quoted),
        ];
        string select =
            named.Length == 0 ? "" : " | select(. as $event | any($ARGS.positional[]; . as $name | $event | contains($name + \"\\\"\")))";
        string bounds = (from is null ? "" : $" --start-time {Quoted(from)}") + (to is null ? "" : $" --end-time {Quoted(to)}");
        return string.Join(
            '\n',
            regions
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(region =>
                    $"aws cloudtrail lookup-events --region {Quoted(region)}"
                    + $" --lookup-attributes AttributeKey=EventName,AttributeValue={name}{bounds}"
                    + " --max-items 500 --query 'Events[].CloudTrailEvent' --output json |\n"
                    + $"  jq -r '[.[]?{select} | fromjson] | sort_by(.eventTime) | .[:20][]"
                    + " | [.eventTime, .eventName, (.userIdentity.arn // .userIdentity.invokedBy // \"?\"), (.errorCode // \"done\"), "
                    + $"({show} | tostring)] | @tsv'"
                    + (named.Length == 0 ? "" : " --args " + string.Join(' ', named))
                )
        );
    }

    /// <summary>A word of a shell, in quotes where it needs them.</summary>
    private static string Quoted(string text) => Plain().IsMatch(text) ? text : ShellText.Word(text);

    [GeneratedRegex(@"^[A-Za-z0-9/][A-Za-z0-9_./:@-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    private static IEnumerable<string> Values(ScriptObject schedule, string member) =>
        member switch
        {
            "name" => [Name(schedule)],
            "roleName" => schedule["role"] is string role ? [role[(role.LastIndexOf('/') + 1)..]] : [],
            _ => schedule[member] switch
            {
                string text => [text],
                ScriptArray texts => texts.OfType<string>(),
                _ => [],
            },
        };

    /// <summary>A schedule's own name, where its row says region and group before it.</summary>
    private static string Name(ScriptObject schedule) =>
        schedule["rule"] is string rule ? rule
        : Text(schedule, "name").Split('/') is [_, var group, var name] && group == Text(schedule, "group") ? name
        : Text(schedule, "name");

    private static string Text(ScriptObject row, string member) => row[member] as string ?? "";
}
