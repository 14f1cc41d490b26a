using System.Text.Json;
using IncidentKit.Recorded;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What <c>recorder</c> prints is what <c>collect</c> looks for, and what its readers take.</summary>
public sealed class RecorderCommandTests : IDisposable
{
    /// <summary>Where Terraform's providers are kept for tests without a network.</summary>
    private const string Plugins = "/opt/tf-plugins";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("terraform")]
    [InlineData("cloudformation")]
    public async Task ItNamesTheGroupThatIsReadAndWhoMayWriteThere(string format)
    {
        var result = await Cli.RunAsync("recorder", "--format", format);
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.StartsWith("/aws/events/", TaskEvents.LogGroup, StringComparison.Ordinal);
        Assert.Contains(TaskEvents.GroupPrefixes, p => TaskEvents.LogGroup.StartsWith(p, StringComparison.Ordinal));
        foreach (
            var part in new[]
            {
                TaskEvents.LogGroup,
                "ECS Task State Change",
                "STOPPED",
                "events.amazonaws.com",
                "delivery.logs.amazonaws.com",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
            }
        )
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherFormatIsAMistake() =>
        Assert.Equal(ExitCode.CommandLine, (await Cli.RunAsync("recorder", "--format", "pulumi")).Code);

    [Fact]
    public async Task CfnLintTakesTheTemplate()
    {
        var file = await WriteAsync("cloudformation", "recorder.yaml");
        var result = await RunAsync("cfn-lint", [file]);
        Assert.True(result.Code == 0, result.Output + result.Error);
    }

    [Fact]
    public async Task TerraformTakesTheModule()
    {
        await WriteAsync("terraform", "recorder.tf");
        Assert.SkipUnless(Directory.Exists(Plugins), $"no provider in {Plugins}");
        var init = await RunAsync("terraform", [$"-chdir={_folder.FullPath}", "init", "-input=false", $"-plugin-dir={Plugins}"]);
        Assert.True(init.Code == 0, init.Output + init.Error);
        var result = await RunAsync("terraform", [$"-chdir={_folder.FullPath}", "validate", "-json"]);
        using var said = JsonDocument.Parse(result.Output);
        Assert.True(said.RootElement.GetProperty("valid").GetBoolean(), result.Output);
    }

    private async Task<string> WriteAsync(string format, string name)
    {
        var path = _folder.PathOf(name);
        Assert.Equal(ExitCode.Done, (await Cli.RunAsync("recorder", "--format", format, "--out", path)).Code);
        return path;
    }

    private static async Task<Cli.Result> RunAsync(string program, IEnumerable<string> args)
    {
        try
        {
            return await Programs.RunAsync(Programs.Info(program, args, ("TF_CLI_CONFIG_FILE", null)));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            throw;
        }
    }
}
