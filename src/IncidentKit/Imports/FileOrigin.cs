using System.Text;
using System.Text.RegularExpressions;

namespace IncidentKit.Imports;

/// <summary>Finds the account and the region that a file names, in its beginning.</summary>
internal static partial class FileOrigin
{
    /// <summary>The account in the first ARN or member that names one; null where none does.</summary>
    public static string? AccountIn(byte[] beginning)
    {
        var text = Encoding.Latin1.GetString(beginning);
        return Arn().Match(text) is { Success: true } arn ? arn.Groups["account"].Value
            : AccountMember().Match(text) is { Success: true } member ? member.Groups["account"].Value
            : null;
    }

    /// <summary>The region of an event, else of the first ARN with one; null where none has.</summary>
    public static string? RegionIn(byte[] beginning)
    {
        var text = Encoding.Latin1.GetString(beginning);
        return TrailRegion().Match(text) is { Success: true } trail
            ? trail.Groups["region"].Value
            : Arn().Matches(text).Select(arn => arn.Groups["region"].Value).FirstOrDefault(region => region.Length > 0);
    }

    [GeneratedRegex(
        "\"arn:[a-z-]{3,12}:[a-z0-9-]{1,40}:(?<region>[a-z0-9-]{0,40}):(?<account>[0-9]{12}):",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Arn();

    [GeneratedRegex(
        "awsRegion\\\\?\"\\s*:\\s*\\\\?\"(?<region>[a-z0-9-]{5,40})\\\\?\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TrailRegion();

    [GeneratedRegex(
        "(recipientAccountId|accountId|Account)\\\\?\"\\s*:\\s*\\\\?\"(?<account>[0-9]{12})\\\\?\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AccountMember();
}
