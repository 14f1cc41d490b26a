using System.CommandLine;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Cli.Commands;

/// <summary><c>schedule</c>: the fire times of an expression.</summary>
internal static class ScheduleCommand
{
    public static Command Create(CliHost host)
    {
        var expression = new Argument<string>("EXPRESSION")
        {
            Description = "cron(…), rate(…) or at(…), as EventBridge Scheduler takes it.",
        };
        var zone = new Option<string?>("--zone") { Description = "The schedule's time zone; default: UTC.", HelpName = "ZONE" };
        var start = new Option<string?>("--start") { Description = "The schedule's StartDate; a rate needs it.", HelpName = "TIME" };
        var from = new Option<string>("--from")
        {
            Description = "Start of the window, inclusive.",
            HelpName = "TIME",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "End of the window, exclusive; a bare date means its whole day.",
            HelpName = "TIME",
            Required = true,
        };
        var command = new Verb(
            "schedule",
            "Prints the fire times of an expression in a window, one UTC instant a line. Those of the "
                + "second pass of a daylight-saving overlap, which AWS may leave out, go to standard error.",
            "incidentkit schedule \"cron(30 9 ? * MON-FRI *)\" --zone America/New_York --from 2026-03-01 --to 2026-03-31"
        )
        {
            expression,
            zone,
            start,
            from,
            to,
        };
        command.SetAction(parsed =>
        {
            var inZone = TimeText.Zone(parsed.GetValue(zone));
            var window = TimeText.Window(parsed.GetValue(from)!, parsed.GetValue(to)!, inZone);
            var phase = parsed.GetValue(start) is { } at ? TimeText.Read("--start", at, inZone) : (Instant?)null;
            var text = parsed.GetValue(expression)!;
            try
            {
                Print(host, ScheduleExpression.Parse(text), inZone, window, phase);
                return ExitCode.Done;
            }
            catch (ScheduleExpressionException mistake)
            {
                host.Tell($"incidentkit: {mistake.Message}");
                Point(host, text, mistake.Position);
                return ExitCode.CommandLine;
            }
        });
        return command;
    }

    /// <summary>The expression, and a caret under the place of the mistake.</summary>
    private static void Point(CliHost host, string expression, int position)
    {
        const string Indent = "  ";
        host.Tell(Indent + expression);
        host.Tell($"{Indent}{new string(' ', VisibleText.Line(expression[..position]).Length)}^");
    }

    private static void Print(CliHost host, ScheduleExpression expression, DateTimeZone zone, Interval window, Instant? start)
    {
        if (expression is RateExpression && start is null)
            throw new InputException(
                InputProblem.CommandLine,
                $"the fire times of {expression.Text} depend on its StartDate: give --start"
            );
        foreach (var notice in expression.NoticesIn(zone))
            host.Tell(notice);
        var from = start is { } first && expression is not AtExpression ? Instant.Max(first, window.Start) : window.Start;
        foreach (var fire in expression.Between(from, window.End, zone, start))
        {
            if (fire.Optional)
                host.Tell($"{fire.At.ToIso()} optional");
            else
                host.Output.WriteLine(fire.At.ToIso());
        }
    }
}
