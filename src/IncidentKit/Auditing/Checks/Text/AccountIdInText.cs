using System.Text.RegularExpressions;

namespace IncidentKit.Auditing.Checks.Text;

/// <summary>The number of an AWS account in the text, other than those of AWS's documentation.</summary>
internal sealed partial class AccountIdInText() : AuditCheck(AuditFamily.Text, "IKA0505", "account-id-in-text", AuditSeverity.Note)
{
    private static readonly HashSet<string> Examples = new(StringComparer.Ordinal)
    {
        "123456789012",
        "111122223333",
        "444455556666",
        "777788889999",
        "000000000000",
        "111111111111",
        "222222222222",
        "333333333333",
        "999999999999",
        "012345678901",
        "210987654321",
        "012345678910",
    };

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var source = context.Document.Source;
        foreach (Match match in AccountId().Matches(source.Text))
        {
            var id = match.Groups["id"];
            var end = id.Index + id.Length;
            if (!Examples.Contains(id.Value) && (end == source.Text.Length || !char.IsAsciiDigit(source.Text[end])))
                yield return new Objection(
                    id.Index,
                    end,
                    id.Value,
                    "the number of an AWS account: mask it before the report leaves the team",
                    id.Value,
                    "its place in an ARN, an address or behind 'account'"
                );
        }
    }

    [GeneratedRegex(
        @"\barn:aws[a-z-]{0,8}:[a-z0-9-]{1,40}:[a-z0-9-]{0,24}:(?<id>[0-9]{12})|\baccount(?: id| number)?:? (?<id>[0-9]{12})"
            + @"|\b(?<id>[0-9]{12})\.dkr\.ecr",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AccountId();
}
