using System.Text;
using System.Text.Json.Nodes;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>The repair script of the open incident, run by bash with the real AWS CLI against the emulator.</summary>
public sealed class FixScriptTests(AccountWithoutRuns account) : IClassFixture<AccountWithoutRuns>
{
    private static readonly string[] Broken = [.. FreezeScenario.Schedules.Where(s => s.Breaks).Select(s => s.Name)];

    [Fact]
    public async Task RepairsOneFieldAndNothingElse()
    {
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script is tested on Linux only");
        Assert.SkipWhen(
            new[] { "aws", "jq" }.Any(t =>
                !File.Exists("/bin/" + t)
                && !Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, t)))
            ),
            "aws or jq is not installed"
        );
        using var http = new HttpClient { BaseAddress = account.Front.Endpoint };
        // The emulator finds the service and the region in the credential.
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=testing/20260129/us-west-2/scheduler/aws4_request, SignedHeaders=host, Signature=0"
        );
        using var folder = new TemporaryFolder();
        await Cli.RunAsync("demo", "--out", folder.FullPath);
        var script = Path.Combine(folder.FullPath, "during", "fix.sh");
        FixProof.Runs(account.Front, FixProof.First);
        var before = await SchedulesAsync(http);

        var refused = await FixAsync(script, "--cluster", "no-such-cluster");
        Assert.Equal(2, refused.Code);
        Assert.Contains("not ACTIVE", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await SchedulesAsync(http));

        var fix = await FixAsync(script);
        Assert.Equal((0, ""), (fix.Code, fix.Error));
        var expected = before.ToDictionary(
            s => s.Key,
            s => s.Value.Replace(FreezeScenario.BadCluster + "\"", FreezeScenario.GoodCluster + "\"", StringComparison.Ordinal),
            StringComparer.Ordinal
        );
        Assert.Equal(
            Broken.Order(StringComparer.Ordinal),
            before.Where(s => s.Value != expected[s.Key]).Select(s => s.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal(expected, await SchedulesAsync(http));

        var again = await FixAsync(script);
        Assert.Equal((0, 6), (again.Code, again.Output.Split("nothing to do").Length - 1));
        Assert.Equal(expected, await SchedulesAsync(http));

        // Somebody points one back: the field is as recorded, the schedule is not.
        await UpdateAsync(http, Broken[^1], FreezeScenario.BadCluster);
        var changed = await FixAsync(script);
        Assert.Equal(3, changed.Code);
        Assert.Contains("was changed by someone", changed.Error, StringComparison.Ordinal);

        await UpdateAsync(http, Broken[^1], FreezeScenario.BadCluster + "-2");
        var foreign = await FixAsync(script);
        Assert.Equal(3, foreign.Code);
        Assert.Contains("is not as it was recorded", foreign.Error, StringComparison.Ordinal);
    }

    private Task<Cli.Result> FixAsync(string script, params string[] more) =>
        Programs.RunAsync(
            Programs.Info(
                "bash",
                [script, "--yes", .. more],
                ("AWS_ENDPOINT_URL", account.Front.Endpoint.ToString()),
                ("AWS_ACCESS_KEY_ID", "testing"),
                ("AWS_SECRET_ACCESS_KEY", "testing"),
                AwsCli.Path
            )
        );

    private static async Task<Dictionary<string, string>> SchedulesAsync(HttpClient http)
    {
        var schedules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var schedule in FreezeScenario.Schedules)
        {
            var body = JsonNode
                .Parse(await http.GetStringAsync($"schedules/{schedule.Name}?groupName=default", TestContext.Current.CancellationToken))!
                .AsObject();
            body.Remove("LastModificationDate");
            schedules[schedule.Name] = Sorted(body)!.ToJsonString();
        }

        return schedules;
    }

    /// <summary>Names in order: jq sorts them, and the emulator keeps the order it is given.</summary>
    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };

    private static async Task UpdateAsync(HttpClient http, string name, string cluster)
    {
        var body = JsonNode
            .Parse(await http.GetStringAsync($"schedules/{name}?groupName=default", TestContext.Current.CancellationToken))!
            .AsObject();
        foreach (var own in new[] { "Arn", "Name", "CreationDate", "LastModificationDate" })
            body.Remove(own);
        body["Target"]!["Arn"] = cluster;
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync($"schedules/{name}", content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
