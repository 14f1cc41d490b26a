using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentKit.Reports.Json;
using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>What is read of a kept <c>daily-gap-report.json</c>.</summary>
internal sealed record KeptDay(
    KeptDay.DayPart Day,
    KeptDay.TotalsPart? Totals,
    IReadOnlyList<KeptDay.Schedule> Schedules,
    IReadOnlyList<KeptDay.Finding> Findings
)
{
    private static readonly JsonSerializerOptions Options = new(ReportJson.Options)
    {
        TypeInfoResolver = KeptDayContext.Default,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads of which version a file is and what it is about, whatever else is in it.</summary>
    public static Head ReadHead(byte[] content) => JsonSerializer.Deserialize<Head>(content, Options)!;

    /// <summary>Reads a file of a version that this tool knows.</summary>
    public static KeptDay Read(byte[] content) => JsonSerializer.Deserialize<KeptDay>(content, Options)!;

    internal sealed record Head(string SchemaVersion, HeadDay? Day = null);

    internal sealed record HeadDay(string? Kind = null);

    internal sealed record DayPart(LocalDate Date, string Kind);

    internal sealed record TotalsPart(int Expected, int Late, int Failed, int Missed, int Unknown, int TimedRuns, Duration? MeanStartDelay);

    internal sealed record Schedule(string Name, int Missed, int Failed);

    internal sealed record Finding(string RuleId, IReadOnlyList<string> Subjects);
}

/// <summary>How it is read, found at build.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(KeptDay))]
[JsonSerializable(typeof(KeptDay.Head))]
internal sealed partial class KeptDayContext : JsonSerializerContext;
