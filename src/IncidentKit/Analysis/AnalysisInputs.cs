using IncidentKit.Basics;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What an analysis takes beside the bundle.</summary>
public sealed record AnalysisInputs
{
    /// <summary>incidentkit.yaml; null without one.</summary>
    public Settings? Settings { get; init; }

    /// <summary>incident.yaml; null without one.</summary>
    public IncidentFile? Incident { get; init; }

    /// <summary>The market calendars; those of the tool unless told.</summary>
    public MarketCalendars Calendars { get; init; } = MarketCalendars.Embedded;

    /// <summary>Earlier reports to compare with; null when none are given.</summary>
    public IReadOnlyList<EarlierReport>? Earlier { get; init; }

    /// <summary>A market beside those of the settings, and before them; null for none.</summary>
    public MarketCalendar? FirstMarket { get; init; }

    /// <summary>The outage the report is about, <c>O1</c> or <c>1</c>; null for the one with the most missed and failed runs.</summary>
    public string? Outage { get; init; }

    /// <summary>Whether the report is final: it asks nobody to fill in anything.</summary>
    public bool Final { get; init; }

    /// <summary>Whether a severity is suggested where the measurement gives one.</summary>
    public bool SuggestsSeverity { get; init; } = true;

    /// <summary>Whether the report says what would have told earlier.</summary>
    public bool TellsCounterfactuals { get; init; } = true;

    /// <summary>Whether page one says what positions were worth.</summary>
    public bool TellsPositions { get; init; } = true;

    /// <summary>Since when runs are asked to be proved; null when nobody asks.</summary>
    internal Instant? ProvedSince { get; init; }

    /// <summary>The tool's version, for the provenance.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>How much later than its flexible window a run may start without being late.</summary>
    internal Duration Allowance => (Settings ?? new Settings()).Allowance;

    /// <summary>What the services of the settings say of a schedule's runs: of several that name it the strictest counts.</summary>
    internal StatedRuns Stated(ScheduleKey schedule)
    {
        var services = (Settings?.Services.Values ?? []).Where(s => s.Schedules.Any(schedule.IsNamed)).ToList();
        return new(services.Min(s => s.MaxDuration), services.Exists(s => s.Accept is null) ? null : services.Min(s => s.Accept));
    }

    /// <summary>The markets the schedules serve, each once.</summary>
    /// <exception cref="InputException">The settings name one of which there is no calendar.</exception>
    public IReadOnlyList<MarketCalendar> Markets()
    {
        IEnumerable<MarketCalendar> first = FirstMarket is null ? [] : [FirstMarket];
        return [.. first.Concat((Settings?.Markets ?? []).Select(Market)).Distinct()];
    }

    /// <summary>The calendar of a market that the settings name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    internal MarketCalendar Market(string id)
    {
        try
        {
            return Calendars.Get(id);
        }
        catch (InputException e) when (e.Problem == InputProblem.CommandLine)
        {
            throw new InputException(InputProblem.Content, $"{Settings?.Name ?? "incidentkit.yaml"}: {e.Message}", e);
        }
    }
}
