using System.CommandLine;
using IncidentKit.Aws.Client;
using IncidentKit.Basics;

namespace IncidentKit.Cli.Options;

/// <summary>Which account is asked, and how it is reached.</summary>
internal sealed class AccountInputs
{
    private readonly Option<string[]> _region = new("--region")
    {
        Description = "A region to ask; may be given several times. Default: that of the profile or the environment.",
        HelpName = "REGION",
    };
    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "A profile of the AWS configuration files.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _endpoint = new("--endpoint-url")
    {
        Description = "The endpoint of every service, for an emulator; AWS_ENDPOINT_URL works too.",
        HelpName = "URL",
    };

    /// <summary>The options, in the order of the help.</summary>
    public IEnumerable<Option> All => [_region, _profile, _endpoint];

    /// <summary>The regions to ask; empty for the default.</summary>
    /// <exception cref="InputException">One has a character that no region has.</exception>
    public IReadOnlyList<string> Regions(ParseResult parsed)
    {
        var regions = parsed.GetValue(_region) ?? [];
        return Array.Find(regions, name => !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) is { } wrong
            ? throw new InputException(InputProblem.CommandLine, $"--region '{wrong}' is not a region: write us-west-2")
            : regions;
    }

    /// <summary>How to reach AWS.</summary>
    /// <exception cref="InputException">The endpoint is not a URL.</exception>
    public AwsClientOptions Client(ParseResult parsed) =>
        new() { Profile = parsed.GetValue(_profile), EndpointUrl = Endpoint(parsed.GetValue(_endpoint)) };

    private static Uri? Endpoint(string? text)
    {
        if (text is null)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new InputException(
                InputProblem.CommandLine,
                $"--endpoint-url '{text}' is not a URL: write https://host or http://127.0.0.1:5000"
            );
    }
}
