using System.Text.Json.Serialization;
using IncidentKit.Reports.Check;
using IncidentKit.Reports.Daily;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Reports.Json;

/// <summary>
/// What the serializer must know of the report models, found at build. Finding it by reflection takes a fifth of a short run.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IncidentReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(DailyGapReport))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
