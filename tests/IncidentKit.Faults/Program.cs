using System.Diagnostics;
using System.Globalization;
using IncidentKit.Faults;

if (args is [IncidentKit.Faults.Matrix.PeakMemory.Argument, var way, var operation, var fault])
    return await IncidentKit.Faults.Matrix.PeakMemory.RunAsync(way, operation, fault);

// faults NAME|all [--seed N] [--cases N] [--minutes N]
var chosen = Campaign.All.Where(campaign => args is [var name, ..] && (name == "all" || name == campaign.Name)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine("which campaign? faults NAME|all [--seed N] [--cases N] [--minutes N]");
    foreach (var campaign in Campaign.All)
        Console.Error.WriteLine($"  {campaign.Name, -10} {campaign.Does}");
    return 2;
}

var (seed, minutes) = (Value("--seed") ?? 1, Value("--minutes") ?? 60);
var wrong = 0;
foreach (var campaign in chosen)
{
    var began = Stopwatch.GetTimestamp();
    var result = await campaign.RunAsync(
        new(seed, Value("--cases") ?? campaign.CasesOfAnHour, Duration.FromMinutes(minutes)),
        CancellationToken.None
    );
    Console.WriteLine(
        $"## {campaign.Name}\n\n| {string.Join(" | ", result.Columns)} |\n|{string.Concat(result.Columns.Select(_ => "---|"))}"
    );
    foreach (var row in result.Rows)
        Console.WriteLine($"| {string.Join(" | ", row)} |");
    Console.WriteLine(
        $"\n{result.Cases} cases, {result.Wrong.Count} wrong, seed {seed}, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s\n"
    );
    foreach (var line in result.Wrong)
        Console.WriteLine($"* {line}");
    wrong += result.Wrong.Count;
}
return wrong == 0 ? 0 : 1;

int? Value(string option) =>
    Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;
