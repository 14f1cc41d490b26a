using System.Globalization;
using System.Text;

namespace IncidentKit.Faults.Fuzz;

/// <summary>Good inputs to start from.</summary>
static class SeedTexts
{
    public static IEnumerable<byte[]> Of(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    /// <summary>The lines of a file of records.</summary>
    public static IEnumerable<byte[]> Lines(byte[] records) =>
        Encoding.UTF8.GetString(records).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes);

    /// <summary>The answers of a file of records.</summary>
    public static IEnumerable<byte[]> Bodies(byte[] records) =>
        Encoding
            .UTF8.GetString(records)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[(line.IndexOf("\"body\":", StringComparison.Ordinal) + 7)..^1])
            .Select(Encoding.UTF8.GetBytes);

    public const string Incident =
        "title: A freeze\nseverity: high\nmilestones: {detected: 2026-01-29T22:30:00Z}\nintended:\n"
        + "  - {schedule: ops-pipeline-classifier, from: 2026-01-29T16:00:00Z, to: 2026-01-29T17:00:00Z, reason: upkeep, by: ops}\n"
        + "notes:\n  - {at: 2026-01-29T17:00:00Z, by: ops, text: it was 6 of 13}\n";

    public const string Calendar =
        "id: XTST\nname: A test\nversion: \"1\"\nzone: America/New_York\nvalidFrom: 2025-01-01\nvalidThrough: 2027-12-31\n"
        + "hours:\n  - {from: 2025-01-01, open: 09:30, close: 16:00, pre: 04:00, post: 20:00}\nholidays:\n"
        + "  - {name: New Year's Day, on: Jan 1, weekend: nearest}\n  - {name: Good Friday, on: Easter - 2}\n"
        + "closures:\n  - {name: Mourning, on: 2026-01-09}\nearlyCloses:\n"
        + "  - {name: Eve, on: Dec 24, only: [mon, tue], close: 13:00, post: 17:00}\n";

    public static readonly string[] Logs =
    [
        "2026-01-29T16:37:00.123Z INFO started\n2026-01-29T16:38:00.123Z ERROR failed: x\n",
        "Jan 29 16:37:00 host app[12]: started\nJan 29 16:38:00 host app[12]: done\n",
        "[29/Jan/2026:16:37:00 +0000] \"GET / HTTP/1.1\" 200\n",
        "{\"time\":\"2026-01-29T16:37:00Z\",\"msg\":\"started\"}\n{\"time\":1769704620,\"msg\":\"done\"}\n",
        "2026-01-29 16:37:00,123 - app - INFO - started\n1769704620.5 done\n01/29/2026 04:37:00 PM done\n",
    ];

    public static readonly string[] Reports =
    [
        "# Incident 2026-01-29\n\n| time (UTC) | what |\n|---|---|\n| 16:37 | 6 of 13 schedules stop |\n| 23:03 | all run |\n\n"
            + "Duration: 6 h 26 min, from 16:37 UTC to 23:03 UTC. The market was closed. Impact: zero.\n\n## Root cause\n\nA cluster.\n",
        string.Create(
            CultureInfo.InvariantCulture,
            $"## Summary\n\nOn January 29th, 2026 at 11:37 AM ET 3 of 5 services (60 %) failed for {90} minutes, 12:10 - 13:40 EST.\n\n* 12:10 alert\n"
        ),
    ];

    public const string Positions = "symbol,quantity,averagePrice\nSPY,100,512.25\nQQQ,-5,401\n";

    public const string Prices =
        "symbol,time,open,high,low,close\nSPY,2026-01-29T16:37:00Z,1,2,0.5,1.5\nSPY,2026-01-29T17:00:00Z,1,2,1,1\n";

    public static readonly string[] Expressions =
    [
        "cron(0/5 14-21 ? * MON-FRI *)",
        "rate(5 minutes)",
        "at(2026-01-29T16:00:00)",
        "cron(15 10 L-3 * ? 2026)",
        "cron(0 18 ? * 6#3 2026-2028)",
        "cron(30 9 1W,15 JAN,MAR ? *)",
    ];

    public static readonly string[] Policies =
    [
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:Run*","iam:PassRole"],"Resource":"*","Condition":{"ArnLike":{"ecs:cluster":"arn:aws:ecs:*:*:cluster/a"}}}]}""",
        """{"Statement":{"Effect":"Deny","NotAction":"s3:*","NotResource":["arn:aws:s3:::a"],"Principal":{"Service":["scheduler.amazonaws.com"]}}}""",
        "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22sts%3AAssumeRole%22%2C%22Principal%22%3A%22%2A%22%7D%5D%7D",
    ];
}
