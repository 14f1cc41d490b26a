using System.Text;
using System.Text.RegularExpressions;

namespace IncidentKit.Imports;

/// <summary>
/// Finds the account and the region that files are of, in their beginnings. What AWS says of the account itself comes first: who received
/// an event, who owns a resource, the names of what was listed. Principals, roles, keys and targets may be another account's, and are asked
/// only where nothing else names one.
/// </summary>
internal static partial class FileOrigin
{
    /// <summary>How an account is told, the surest first.</summary>
    private static readonly Func<Regex>[] Accounts = [Recipient, Owner, OwnArn, AnyArn, AnyMember];

    /// <summary>
    /// The account that the surest kind of words names most often, the first of them on a tie; null where none does. Files
    /// that tell it less surely than another are not asked.
    /// </summary>
    public static string? AccountIn(IEnumerable<byte[]> beginnings)
    {
        var texts = beginnings.Select(Encoding.Latin1.GetString).ToList();
        return Accounts
            .Select(words => Most(texts.SelectMany(text => words().Matches(text)), "account"))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>The region of an event, else of the names of what was listed, else of any ARN with one; null where none has.</summary>
    public static string? RegionIn(byte[] beginning)
    {
        var text = Encoding.Latin1.GetString(beginning);
        return TrailRegion().Match(text) is { Success: true } trail
            ? trail.Groups["region"].Value
            : Most(OwnArn().Matches(text), "region") ?? Most(AnyArn().Matches(text), "region");
    }

    /// <summary>The region that the name of a file, or of the folders that it is in, has; null for none.</summary>
    public static string? RegionInName(string path) =>
        NamedRegion().Matches(path).LastOrDefault() is { } found ? found.Groups["region"].Value : null;

    private static string? Most(IEnumerable<Match> matches, string group) =>
        matches
            .Select(match => match.Groups[group].Value)
            .Where(value => value.Length > 0)
            .CountBy(value => value, StringComparer.Ordinal)
            .OrderByDescending(votes => votes.Value)
            .Select(votes => votes.Key)
            .FirstOrDefault();

    /// <summary>An event names who received it, also where another account called.</summary>
    [GeneratedRegex(
        "\"recipientAccountId\\\\?\"\\s*:\\s*\\\\?\"(?<account>[0-9]{12})\\\\?\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Recipient();

    /// <summary>An envelope of EventBridge, the caller's identity, an owner.</summary>
    [GeneratedRegex(
        "\"(account|Account|OwnerId|ownerId|OwnerAccount|ownerAccount)\"\\s*:\\s*\"(?<account>[0-9]{12})\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Owner();

    /// <summary>The names of what the answers list. A target's ARN is its member Arn too, but never of these kinds.</summary>
    [GeneratedRegex(
        "\"(arn:[a-z-]{3,12}:scheduler:(?<region>[a-z0-9-]{0,40}):(?<account>[0-9]{12}):schedule"
            + "|arn:[a-z-]{3,12}:events:(?<region>[a-z0-9-]{0,40}):(?<account>[0-9]{12}):rule/"
            + "|arn:[a-z-]{3,12}:logs:(?<region>[a-z0-9-]{0,40}):(?<account>[0-9]{12}):log-group:"
            + "|arn:[a-z-]{3,12}:ecs:(?<region>[a-z0-9-]{0,40}):(?<account>[0-9]{12}):task/)"
            + "|\"(clusterArn|taskDefinitionArn|FunctionArn)\"\\s*:\\s*"
            + "\"arn:[a-z-]{3,12}:[a-z]{2,12}:(?<region>[a-z0-9-]{0,40}):(?<account>[0-9]{12}):",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OwnArn();

    [GeneratedRegex(
        "awsRegion\\\\?\"\\s*:\\s*\\\\?\"(?<region>[a-z0-9-]{5,40})\\\\?\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TrailRegion();

    /// <summary>Source: AWS general reference, "AWS Regions": a part of the world, a direction, a number.</summary>
    [GeneratedRegex(
        "(^|[^a-z0-9])(?<region>(us|us-gov|ca|sa|eu|ap|af|me|il|mx|cn)-"
            + "(north|south|east|west|central|northeast|southeast|northwest|southwest)-[1-9])([^a-z0-9]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NamedRegion();

    [GeneratedRegex(
        "accountId\\\\?\"\\s*:\\s*\\\\?\"(?<account>[0-9]{12})\\\\?\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AnyMember();

    [GeneratedRegex(
        "\"arn:[a-z-]{3,12}:[a-z0-9-]{1,40}:(?<region>[a-z0-9-]{0,40}):(?<account>[0-9]{12}):",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AnyArn();
}
