using System.Text;
using System.Text.Json;
using IncidentKit.Auditing;
using IncidentKit.Cli;
using IncidentKit.Evidence;
using IncidentKit.Evidence.Shapes;
using IncidentKit.Impact;
using IncidentKit.Imports;
using IncidentKit.Imports.Logs;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Recorded;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Schedules;

namespace IncidentKit.Faults.Fuzz;

/// <summary>Ways in, called as the stages call them: thousands in a second.</summary>
static class DirectReaders
{
    static readonly Interval Window = new(Instant.FromUtc(2026, 1, 29, 0, 0), Instant.FromUtc(2026, 2, 3, 0, 0));

    /// <summary>All of them.</summary>
    /// <param name="work">A folder for the file that is read.</param>
    /// <param name="bundle">The recording whose parts are spoiled.</param>
    public static IReadOnlyList<FuzzedReader> All(string work, SmallBundle bundle)
    {
        var records = bundle.Files.Where(file => file.Key.EndsWith(".ndjson", StringComparison.Ordinal)).ToList();
        var lines = records.SelectMany(file => SeedTexts.Lines(file.Value).Take(20)).ToList();
        var bodies = records.SelectMany(file => SeedTexts.Bodies(file.Value).Take(20)).ToList();
        var folder = Directory.CreateDirectory(Path.Combine(work, "direct")).FullName;
        var templates = Directory.CreateDirectory(Path.Combine(work, "direct-templates")).FullName;
        return
        [
            FuzzedReader.Direct(
                "settings, read",
                180,
                [DemoFile.Read("incidentkit.yaml")],
                bytes => Settings.Load(At("incidentkit.yaml", bytes))
            ),
            FuzzedReader.Direct(
                "incident, read",
                180,
                [DemoFile.Read("incident.yaml"), .. SeedTexts.Of(SeedTexts.Incident)],
                bytes => IncidentFile.Load(At("incident.yaml", bytes))
            ),
            FuzzedReader.Direct(
                "calendar, read",
                120,
                [.. SeedTexts.Of(SeedTexts.Calendar)],
                bytes =>
                    _ = MarketCalendar.Parse("XTST.yaml", Encoding.UTF8.GetString(bytes)).Sessions(new(2026, 1, 1), new(2026, 2, 1)).Count
            ),
            FuzzedReader.Direct(
                "positions, read",
                240,
                [.. SeedTexts.Of(SeedTexts.Positions)],
                bytes => Position.ReadAll(CsvFile.Open(At("positions.csv", bytes), Position.Columns))
            ),
            FuzzedReader.Direct(
                "prices, read",
                240,
                [.. SeedTexts.Of(SeedTexts.Prices)],
                bytes =>
                {
                    foreach (var row in CsvFile.Open(At("prices.csv", bytes), "symbol", "time", "close").Rows())
                        _ = (row.Text("symbol"), row.Moment("time"), row.Number("close"));
                }
            ),
            FuzzedReader.Direct(
                "dataset, csv",
                180,
                [.. SeedTexts.Of(SeedTexts.Prices)],
                bytes => _ = DatasetFile.Open(At("data.csv", bytes)).Rows(withSymbol: true).Count()
            ),
            FuzzedReader.Direct(
                "dataset, ndjson",
                180,
                [.. SeedTexts.Of("{\"symbol\":\"SPY\",\"time\":\"2026-01-29T16:37:00Z\"}\n{\"symbol\":\"QQQ\",\"time\":1769704620}\n")],
                bytes => _ = DatasetFile.Open(At("data.ndjson", bytes)).Rows(withSymbol: true).Count()
            ),
            FuzzedReader.Direct(
                "expression, read",
                300,
                [.. SeedTexts.Of(SeedTexts.Expressions)],
                bytes =>
                {
                    var expression = ScheduleExpression.Parse(Encoding.UTF8.GetString(bytes));
                    var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
                    _ = expression.Between(Window.Start, Window.End, zone, Window.Start).Count();
                    _ = expression.NoticesIn(zone);
                },
                typeof(ScheduleExpressionException)
            ),
            FuzzedReader.Direct(
                "schedule, read",
                240,
                [.. SeedTexts.Bodies(bundle.Files["scheduler.GetSchedule.ndjson"])],
                bytes =>
                {
                    using var body = JsonDocument.Parse(WellFormed.Of(bytes).ToArray());
                    _ = ScheduleReader.Read(body.RootElement).FireTimes(Window.Start, Window.End, Window.Start).Count();
                },
                typeof(FormatException),
                typeof(JsonException)
            ),
            FuzzedReader.Direct(
                "log, read",
                240,
                [.. SeedTexts.Of(SeedTexts.Logs)],
                bytes =>
                {
                    using var stream = new MemoryStream(bytes);
                    LogReader.Read(stream, "app.log", new LogReading { Zone = DateTimeZone.Utc, Latest = InProcess.Now });
                }
            ),
            FuzzedReader.Direct(
                "line of evidence",
                300,
                lines,
                bytes =>
                {
                    var record = EvidenceLine.Read(bytes);
                    WholeAnswer.Check(
                        new OperationName(record.Service, record.Operation),
                        record.Body.Span,
                        record.RequestedAt,
                        out var readable
                    );
                    using var body = JsonDocument.Parse(readable ?? record.Body);
                },
                typeof(JsonException)
            ),
            FuzzedReader.Direct(
                "answer, checked",
                300,
                bodies,
                bytes =>
                {
                    foreach (var operation in Asked)
                        WholeAnswer.Check(operation, bytes, InProcess.Now);
                }
            ),
            FuzzedReader.Direct(
                "answer, imported",
                180,
                bodies,
                bytes =>
                {
                    var path = At("answer.json", bytes);
                    var beginning = JsonFile.Peek(path);
                    _ = (FileOrigin.AccountIn([beginning]), FileOrigin.RegionIn(beginning));
                    if (JsonFile.IsJson(beginning))
                        _ = JsonContent.Of(JsonFile.Values(path).Values).Answers.ConvertAll(answer => answer.Kind.Question(answer.Body));
                }
            ),
            FuzzedReader.Direct(
                "policy document",
                180,
                [.. SeedTexts.Of(SeedTexts.Policies)],
                bytes =>
                {
                    if (IamRoleReader.Document(Encoding.UTF8.GetString(bytes)) is not { } document)
                        return;
                    Diagnosis.Iam.IamEvaluation.Decide(
                        [document],
                        "ecs:RunTask",
                        "arn:aws:ecs:us-west-2:123456789012:task-definition/a:1",
                        Known
                    );
                    Diagnosis.Iam.IamEvaluation.Trusts(document, "scheduler.amazonaws.com", Known);
                }
            ),
            FuzzedReader.Direct(
                "answer, redacted",
                180,
                bodies,
                bytes =>
                {
                    new Redactor().Redact(bytes);
                    SecretDoor.Line(Encoding.UTF8.GetString(bytes));
                },
                typeof(ArgumentException)
            ),
            FuzzedReader.Direct("manifest, read", 120, [bundle.Files["manifest.json"]], bytes => ManifestJson.ReadChecked("bundle", bytes)),
            FuzzedReader.Direct("audited, read", 60, [.. SeedTexts.Of(SeedTexts.Reports)], bytes => Audit(Encoding.UTF8.GetString(bytes))),
            FuzzedReader.Direct(
                "markdown, drawn",
                120,
                [.. SeedTexts.Of(SeedTexts.Reports)],
                bytes => HtmlRenderer.ToHtml(Encoding.UTF8.GetString(bytes), "title")
            ),
            FuzzedReader.Direct(
                "template, drawn",
                60,
                [.. SeedTexts.Of("# {{ incident.title }}\n{{ for s in schedules }}{{ s.name | text }} {{ s.missed }}\n{{ end }}\n")],
                bytes =>
                {
                    File.WriteAllBytes(Path.Combine(templates, "runbook.md.sbn"), bytes);
                    new TemplateRenderer(templates, TimeSpan.FromMilliseconds(500)).Render("runbook.md.sbn", Model);
                }
            ),
        ];

        string At(string name, byte[] bytes)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllBytes(path, bytes);
            return path;
        }
    }

    static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal);

    static readonly IReadOnlyList<OperationName> Asked =
    [
        .. typeof(Operations).GetProperties().Select(property => (OperationName)property.GetValue(null)!),
    ];

    static readonly JsonElement Model = JsonElement.Parse(
        """{"incident":{"title":"A freeze"},"schedules":[{"name":"a","missed":3},{"name":"b|c","missed":null}]}"""
    );

    static readonly AuditRequest Request = new() { Calendars = [MarketCalendars.Embedded.Get("XNYS")] };

    static void Audit(string text)
    {
        var result = ReportAudit.Of("report.md", text, Request);
        _ = (AuditOutput.Text([result]), AuditOutput.Sarif([result], "0.0.0").Length);
    }
}
