using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using IncidentKit.Faults.Fuzz;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Files and records that only stand in the place of an answer: no report of them is quiet, and none of them ends one.</summary>
public sealed class NotTheAnswerTests : IDisposable
{
    private const string Login = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Please sign in</form></body></html>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What a proxy sends for every call, as it is kept by whoever printed it.</summary>
    public static TheoryData<string, string> Pages =>
        new()
        {
            { "list-schedules.json", Login },
            { "list-schedules.html", Login },
            { "list-schedules.json", JsonSerializer.Serialize(Login) },
            { "list-schedules.json", $"{{\"Schedules\":{JsonSerializer.Serialize(Login)}}}" },
            { "list-schedules.json", $"{{\"Schedules\":[{JsonSerializer.Serialize(Login)}]}}" },
            { "list-schedules.json", $"{{\"Schedules\":[]}}\n{Login}" },
            { "list-schedules.json", """{"status":"ok"}""" },
            { "list-schedules.json", """{"message":"Proxy Authentication Required","time":"2026-01-29T16:00:00Z"}""" },
            { "lookup-events.json", $"{{\"Events\":{JsonSerializer.Serialize(Login)}}}" },
            { "app.log", $"2026-01-29T16:00:00Z {Login}\n2026-01-29T16:01:00Z {Login}\n" },
        };

    [Theory, MemberData(nameof(Pages))]
    public async Task APageInPlaceOfAnAnswerIsNotQuiet(string name, string page)
    {
        await File.WriteAllTextAsync(_folder.PathOf(name), page, TestContext.Current.CancellationToken);
        var bundle = _folder.PathOf("bundle");
        string[] question = ["--from", "2026-01-29", "--to", "2026-01-29", "--region", "us-west-2", "--account", "123456789012"];
        var imported = await Cli.RunAsync(["import", _folder.PathOf(name), .. question, "--zone", "UTC", "--out", bundle]);
        if (imported.Code is ExitCode.Done or ExitCode.PartlyUnknown)
            await IsNotQuietAsync(bundle);
        else
            Assert.Equal((ExitCode.Content, 1), (imported.Code, imported.ErrorLines.Length));
    }

    /// <summary>Members that a shape does not look into.</summary>
    [Theory]
    [InlineData("ScheduleExpression", "\"cron(soon)\"")]
    [InlineData("ScheduleExpression", "\"<html>\"")]
    [InlineData("ScheduleExpression", "\"rate(99999999999999 days)\"")]
    [InlineData("ScheduleExpressionTimezone", "\"Mars/Base\"")]
    [InlineData("FlexibleTimeWindow", """{"Mode":"FLEXIBLE","MaximumWindowInMinutes":"many"}""")]
    [InlineData("FlexibleTimeWindow", """{"Mode":"FLEXIBLE","MaximumWindowInMinutes":-1}""")]
    [InlineData("FlexibleTimeWindow", """{"Mode":["FLEXIBLE"]}""")]
    [InlineData(
        "Target.EcsParameters",
        """{"TaskDefinitionArn":"arn:aws:ecs:us-west-2:123456789012:task-definition/a","TaskCount":"two"}"""
    )]
    [InlineData("Target.EcsParameters", """{"TaskDefinitionArn":7,"TaskCount":1e99}""")]
    [InlineData("Target.EcsParameters", """{"NetworkConfiguration":"<html>"}""")]
    [InlineData("Target.RetryPolicy", """{"MaximumRetryAttempts":"<html>"}""")]
    [InlineData("Target.Arn", "\"<html>\"")]
    [InlineData("Name", "\"another\"")]
    [InlineData("EndDate", "99999999999")]
    public async Task AScheduleThatCannotBeReadCostsItself(string path, string value)
    {
        const string File = "scheduler.GetSchedule.ndjson";
        var small = new SmallBundle();
        var lines = SeedTexts.Lines(small.Files[File]).Select(line => JsonNode.Parse(line)!).ToList();
        foreach (var every in new[] { false, true })
        {
            foreach (var line in every ? lines : [lines[0]])
            {
                JsonNode at = line["body"]!;
                var steps = path.Split('.');
                foreach (var step in steps[..^1])
                    at = at[step]!;
                at[steps[^1]] = JsonNode.Parse(value);
            }

            var bundle = _folder.PathOf($"bundle-{every}");
            small.Write(bundle, File, [.. lines.SelectMany(line => (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'])]);
            await IsNotQuietAsync(bundle);
        }
    }

    [Fact]
    public async Task AScheduleThatCannotBeReadIsStillThereAndItsSourceIsPartial()
    {
        const string File = "scheduler.GetSchedule.ndjson";
        var small = new SmallBundle();
        var bundle = _folder.PathOf("bundle");
        var changed = System
            .Text.Encoding.UTF8.GetString(small.Files[File])
            .Replace("cron(0 0/6 * * ? *)", "cron(soon)", StringComparison.Ordinal);
        small.Write(bundle, File, System.Text.Encoding.UTF8.GetBytes(changed));
        Assert.Equal(ExitCode.Done, (await Cli.RunAsync("report", bundle, "--out", _folder.PathOf("report"))).Code);
        using var report = JsonDocument.Parse(
            await System.IO.File.ReadAllBytesAsync(_folder.PathOf("report/incident-report.json"), TestContext.Current.CancellationToken)
        );
        Assert.Contains(
            report.RootElement.GetProperty("schedules").EnumerateArray(),
            schedule => schedule.GetProperty("name").GetString() == "ticker-discovery-6h"
        );
        var row = Assert.Single(
            report.RootElement.GetProperty("coverage").EnumerateArray(),
            row => row.GetProperty("source").GetString()!.StartsWith(SourceNames.Schedules, StringComparison.Ordinal)
        );
        Assert.Equal("partial", row.GetProperty("status").GetString());
        Assert.Contains("ticker-discovery-6h", row.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    /// <summary>No verb fails on it, and none of the two that watch says that all is well.</summary>
    private async Task IsNotQuietAsync(string bundle)
    {
        var report = await Cli.RunAsync("report", bundle, "--out", _folder.PathOf("report"));
        Assert.True(report.Code == ExitCode.Done, report.Error);
        foreach (
            var watched in new[]
            {
                await Cli.RunAsync("daily", bundle, "--date", "2026-01-29", "--out", _folder.PathOf("daily")),
                await Cli.RunAsync("check", bundle),
            }
        )
        {
            Assert.True(watched.Code is ExitCode.Findings or ExitCode.PartlyUnknown, $"{watched.Code}: {watched.Error}");
            Assert.DoesNotContain("quiet", watched.Output, StringComparison.OrdinalIgnoreCase);
        }
    }
}
