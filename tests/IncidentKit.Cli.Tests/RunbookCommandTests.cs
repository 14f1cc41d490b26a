using System.Text.RegularExpressions;
using IncidentKit.Rendering.Templates;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Every command of every runbook, run by bash with the real AWS CLI against the emulator.</summary>
public sealed partial class RunbookCommandTests(AccountWithoutRuns account) : IClassFixture<AccountWithoutRuns>
{
    /// <summary>What the emulator cannot answer, and why. These have to pass botocore's own validation of parameters instead.</summary>
    private static readonly (string Begins, string Reason)[] Unanswered =
    [
        ("aws iam simulate-principal-policy", "moto 5.2.1 has no such operation"),
        ("aws service-quotas list-service-quotas --service-code fargate", "moto 5.2.1 knows no quotas of Fargate"),
    ];

    /// <summary>What is no command of AWS.</summary>
    private static readonly (string Begins, string Reason)[] Elsewhere =
    [
        ("bash fix.sh", "run in FixScriptTests"),
        ("incidentkit check", "asks an account of the present"),
    ];

    /// <summary>What a placeholder of the catalogue stands for in the emulated account.</summary>
    private static readonly (string Placeholder, string Name)[] Names =
    [
        ("CLUSTER_ARN", FreezeScenario.GoodCluster),
        ("TASK_DEFINITION_ARN", $"arn:aws:ecs:{FreezeScenario.Region}:{FreezeScenario.Account}:task-definition/ops-pipeline-dispatcher:1"),
        ("FUNCTION_ARN", $"arn:aws:lambda:{FreezeScenario.Region}:{FreezeScenario.Account}:function:trade-alert-checker"),
        ("QUEUE_ARN", "dead"),
        ("ROLE_ARN", "ops-pipeline-scheduler"),
        ("SUBNET_ID", "subnet-0a1b2c3d4e5f60718"),
        ("SECURITY_GROUP_ID", "sg-0a1b2c3d4e5f60718"),
        ("LOG_GROUP", "/catalogue"),
        ("TASK_ROLE", "ops-pipeline-execution"),
        ("EXECUTION_ROLE", "ops-pipeline-execution"),
        ("ROLE", "ops-pipeline-scheduler"),
        ("SCHEDULE", "ops-pipeline-dispatcher"),
        ("GROUP", "default"),
        ("REPOSITORY", "dispatcher"),
        ("TAG", "42"),
        ("SECRET", "db"),
        ("REGION", FreezeScenario.Region),
        ("FAMILY", "ops-pipeline-dispatcher"),
    ];

    private const string Seed = """
        aws sqs create-queue --queue-name dead
        aws ecr create-repository --repository-name dispatcher
        aws ecr put-image --repository-name dispatcher --image-tag 42 --image-manifest '{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":1,"digest":"sha256:aaaa"},"layers":[]}'
        aws secretsmanager create-secret --name db --secret-string x
        aws logs create-log-group --log-group-name /retention
        """;

    [Fact]
    public async Task EveryCommandOfTheCatalogueIsAnswered()
    {
        var pages = RuleCatalogue.Ids.Select(RuleCatalogue.Page).ToList();
        // The page on retention sets one on a group that is there.
        var units = pages
            .SelectMany(Units)
            .Select(u =>
                Word()
                    .Replace(
                        u.Replace(
                            "put-retention-policy --log-group-name LOG_GROUP",
                            "put-retention-policy --log-group-name /retention",
                            StringComparison.Ordinal
                        ),
                        Filled
                    )
            )
            .Distinct()
            .ToList();
        Assert.True(units.Count > 40);
        await RunAsync(units, string.Concat(pages));
    }

    [Fact]
    public async Task EveryCommandOfTheIncidentsRunbooksIsAnswered()
    {
        using var folder = new TemporaryFolder();
        await Cli.RunAsync("demo", "--out", folder.FullPath);
        var runbooks = ((string[])["during", "after"])
            .Select(d => File.ReadAllText(Path.Combine(folder.FullPath, d, "runbook.md")))
            .ToList();
        var units = runbooks.SelectMany(Units).Distinct().ToList();
        Assert.True(units.Count > 10);
        await RunAsync(units, string.Concat(runbooks));
    }

    [GeneratedRegex("```bash\n(?<text>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\b[A-Z]+(?:_[A-Z]+)*\b", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"An error occurred \((?<code>[A-Za-z.]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex ErrorCode();

    private static string Filled(Match word) => Names.FirstOrDefault(n => n.Placeholder == word.Value).Name ?? word.Value;

    /// <summary>A block with a here-document is one command; of others each line is.</summary>
    private static IEnumerable<string> Units(string document) =>
        Block()
            .Matches(document)
            .Select(m => m.Groups["text"].Value.Trim())
            .SelectMany(text => text.Contains("<<", StringComparison.Ordinal) ? [text] : text.Split('\n'));

    private async Task RunAsync(List<string> units, string documents)
    {
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the commands are tested on Linux only");
        using var folder = new TemporaryFolder();
        units = [.. units.Where(u => !Elsewhere.Any(e => u.StartsWith(e.Begins, StringComparison.Ordinal)))];
        await BashAsync(folder.FullPath, "seed", Seed, account.Front.Endpoint.ToString());
        var failed = new List<string>();
        foreach (var unit in units)
        {
            // Nobody listens on port 1: what gets as far as a connection has passed botocore's validation.
            var endpoint = IsUnanswered(unit) ? "http://127.0.0.1:1" : account.Front.Endpoint.ToString();
            var result = await BashAsync(folder.FullPath, "unit", unit, endpoint);
            var fine = IsUnanswered(unit)
                ? result.Error.Contains("Could not connect to the endpoint", StringComparison.Ordinal)
                // An error that the runbook says to expect is an answer too.
                : result.Code == 0
                    || (
                        ErrorCode().Match(result.Error) is { Success: true } error
                        && documents.Contains(error.Groups["code"].Value, StringComparison.Ordinal)
                    );
            if (!fine)
                failed.Add($"{unit}\n  {result.Code} {result.Error.Trim()}");
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    private static bool IsUnanswered(string unit) => Unanswered.Any(u => unit.StartsWith(u.Begins, StringComparison.Ordinal));

    private static readonly (string, string?)[] Environment =
    [
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
        ("AWS_DEFAULT_REGION", FreezeScenario.Region),
        ("AWS_MAX_ATTEMPTS", "1"),
        ("AWS_PAGER", ""),
    ];

    private static Task<Cli.Result> BashAsync(string folder, string name, string script, string endpoint)
    {
        // `aws sqs` of version 1 does not look at AWS_ENDPOINT_URL.
        var file = Path.Combine(folder, name + ".sh");
        File.WriteAllText(
            file,
            $"aws() {{ command aws --endpoint-url '{endpoint}' \"$@\"; }}\nincidentkit() {{ dotnet '{Programs.Tool}' \"$@\"; }}\n{script}\n"
        );
        var info = Programs.Info("bash", [file], [.. Environment, AwsCli.Path]);
        info.WorkingDirectory = folder;
        return Programs.RunAsync(info);
    }
}
