using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Evidence;

/// <summary>Records and manifests for the tests of bundles, and a folder that goes away with the test.</summary>
internal sealed class Sample : IDisposable
{
    public static readonly Instant Begun = Instant.FromUtc(2026, 1, 30, 17, 15);

    public Sample() => Folder = Directory.CreateTempSubdirectory("incidentkit-").FullName;

    public string Folder { get; }

    public string Bundle => Path.Combine(Folder, "bundle");

    public string Partial => BundleWriter.PartialPath(Bundle);

    public static BundleManifest Manifest { get; } =
        new()
        {
            SchemaVersion = "1.0.0",
            ToolVersion = "0.1.0",
            Window = new Interval(Instant.FromUtc(2026, 1, 30, 12, 0), Instant.FromUtc(2026, 1, 30, 17, 0)),
            Regions = ["us-west-2"],
            Account = "123456789012",
            CollectedAt = Begun,
            Complete = false,
            Coverage = [],
            Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
        };

    public static IReadOnlyList<SourceCoverage> Coverage { get; } =
    [
        new("scheduler", CoverageStatus.Complete, null, null, null),
        new("logs.streams", CoverageStatus.Partial, "call budget", Manifest.Window.Start, Manifest.Window.End),
    ];

    public static EvidenceRecord Record(
        string operation,
        int number,
        string body,
        int status = 200,
        string service = "logs",
        Duration later = default
    )
    {
        var parameters = JsonSerializer.SerializeToElement(new { limit = 50, number });
        return new EvidenceRecord
        {
            Id = EvidenceId.Of(service, operation, "us-west-2", parameters),
            Service = service,
            Operation = operation,
            Region = "us-west-2",
            Parameters = parameters,
            RequestedAt = Begun + Duration.FromTicks(number) + later,
            Status = status,
            Body = Encoding.UTF8.GetBytes(body),
        };
    }

    public static IReadOnlyList<EvidenceRecord> Records(Duration later = default) =>
        [
            .. Enumerable
                .Range(0, 20)
                .Select(i =>
                    Record(
                        "DescribeLogStreams",
                        i,
                        $$"""{"logStreams":[{"n":{{i}}.50,"logStreamName":"é\u00e9\/"}],"nextToken":"t{{i}}"}""",
                        later: later
                    )
                ),
            .. Enumerable
                .Range(0, 5)
                .Select(i =>
                    Record("GetLogEvents", i, $$"""{"events":[{"message":"password=secret-{{i % 2}} token=t{{i}}"}]}""", later: later)
                ),
            Record(
                "GetSchedule",
                1,
                """{"error":{"code":"AccessDeniedException","message":"no"}}""",
                status: 400,
                service: "scheduler",
                later: later
            ),
        ];

    public static string Text(EvidenceRecord record) => Encoding.UTF8.GetString(record.Body.Span);

    public static string Line(EvidenceRecord record) => Encoding.UTF8.GetString(EvidenceLine.Write(record).Span);

    public string Write(IEnumerable<EvidenceRecord>? records = null)
    {
        using var writer = BundleWriter.Create(Bundle, Manifest);
        foreach (var record in records ?? Records())
            writer.Append(record);
        writer.Complete(Coverage);
        return Bundle;
    }

    public static IReadOnlyList<string> AllLines(BundleReader reader) =>
        [
            .. new[] { ("logs", "DescribeLogStreams"), ("logs", "GetLogEvents"), ("scheduler", "GetSchedule") }
                .SelectMany(file => reader.Records(file.Item1, file.Item2))
                .Select(Line),
        ];

    public static IReadOnlyDictionary<string, string> Files(string folder) =>
        Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
