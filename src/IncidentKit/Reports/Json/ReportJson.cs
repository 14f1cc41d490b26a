using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IncidentKit.Analysis;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Impact;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Reports.Incident;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Reports.Json;

/// <summary>Writes report models: camelCase names, instants ending in Z, durations with hours as the largest unit, nulls kept.</summary>
public static class ReportJson
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ReportJsonContext.Default, new DefaultJsonTypeInfoResolver()),
        Converters =
        {
            new InstantConverter(),
            new DurationConverter(),
            new DateConverter(),
            Words<ActionPriority>(),
            Words<ActionType>(),
            Words<BasisKind>(),
            Words<BriefFactName>(),
            Words<BriefTone>(),
            Words<Certainty>(),
            Words<CoverageStatus>(),
            Words<FailureLayer>(),
            Words<FinancialStatus>(),
            Words<LaneSpanKind>(),
            Words<MarketPhase>(),
            Words<Readiness>(),
            Words<ServiceRole>(),
            Words<Severity>(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
        },
    };

    /// <summary>What the converter of all enumerations would make by reflection, for those of every report made at build.</summary>
    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.CamelCase);

    /// <summary>A member of an enumeration as models name it: <c>notReady</c>.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The model as a JSON value, without the secrets that people's texts may hold. All documents are rendered from it.</summary>
    public static JsonElement ToElement<T>(T model) => SecretDoor.Report(JsonSerializer.SerializeToElement(model, Options));

    /// <summary>
    /// A JSON value as a file: UTF-8, indented by two, final newline; characters that cannot be seen are written as escapes.
    /// </summary>
    public static byte[] ToFile(JsonElement value) =>
        Encoding.UTF8.GetBytes(VisibleText.Json(JsonSerializer.Serialize(value, Options)) + "\n");

    /// <summary>ISO 8601 with hours as the largest unit, <c>PT27H5M</c>; fractions of a second to the nanosecond.</summary>
    public static string Text(Duration duration)
    {
        if (duration < Duration.Zero)
            return "-" + Text(-duration);
        var text = new StringBuilder("PT");
        var hours = duration.Days * NodaConstants.HoursPerDay + duration.Hours;
        if (hours > 0)
            text.Append(CultureInfo.InvariantCulture, $"{hours}H");
        if (duration.Minutes > 0)
            text.Append(CultureInfo.InvariantCulture, $"{duration.Minutes}M");
        if (duration.Seconds > 0 || duration.SubsecondNanoseconds > 0 || text.Length == 2)
        {
            var fraction =
                duration.SubsecondNanoseconds == 0
                    ? ""
                    : "." + duration.SubsecondNanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
            text.Append(CultureInfo.InvariantCulture, $"{duration.Seconds}{fraction}S");
        }

        return text.ToString();
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToIso());
    }

    private sealed class DateConverter : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            LocalDatePattern.Iso.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
    }

    private sealed class DurationConverter : JsonConverter<Duration>
    {
        public override Duration Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            PeriodPattern.NormalizingIso.Parse(reader.GetString()!).Value.ToDuration();

        public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Text(value));
    }
}
