using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Claims;
using IncidentKit.Evidence;

namespace IncidentKit.Auditing.Checks.Text;

/// <summary>A password, key or token in the text.</summary>
internal sealed partial class SecretInText() : AuditCheck(AuditFamily.Text, "IKA0504", "secret-in-text", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var source = context.Document.Source;
        for (var line = 1; line <= source.LineCount; line++)
        {
            var text = source.Line(line).ToString();
            var found = new List<(string Kind, string Value)>();
            SecretPatterns.Replace(
                text,
                (kind, value) =>
                {
                    found.Add((kind, value));
                    return "*";
                }
            );
            foreach (var (kind, value) in found.Where(f => LooksSecret(f.Value)))
            {
                var offset = source.StartOf(line) + Math.Max(0, text.IndexOf(value, StringComparison.Ordinal));
                if (IsOnPurpose(context.Document, offset))
                    continue;
                yield return new Objection(
                    offset,
                    offset + value.Length,
                    $"[{value.Length} characters]",
                    $"this looks like a secret ({kind}): take it out and revoke it",
                    kind,
                    "its form, or the name before it"
                );
            }
        }
    }

    /// <summary>Words, references to where a secret is kept, what says that it stands for one, and the alphabet are no secrets.</summary>
    private static bool LooksSecret(string value) =>
        value.Length >= 8
        && value.Any(char.IsAsciiDigit)
        && value.Any(char.IsAsciiLetter)
        && !Reference().IsMatch(value)
        && !StandsForOne().IsMatch(value)
        && !IsCounted(value)
        && !Arn.Is(value)
        && !(Address().IsMatch(value) && !HasSecret().IsMatch(value))
        && !Date().IsMatch(value);

    /// <summary>Whether most characters are the one before them or the next in its order, as in abcd1234 or 0000.</summary>
    private static bool IsCounted(string value) =>
        value.Skip(1).Zip(value).Count(p => p.First - p.Second is 0 or 1) * 10 >= value.Length * 7;

    /// <summary>
    /// Whether it is shown because it never was one, under a heading that speaks of tests, or is none any more: a block of code beside
    /// which it says so. In a sentence it need not stand.
    /// </summary>
    private static bool IsOnPurpose(ReportDocument document, int offset)
    {
        var passages = document.Passages;
        var at = passages.FindLastIndex(p => p.OffsetOf(0) <= offset);
        return at >= 0
            && (
                passages[at].Section.Path().Any(s => OfTests().IsMatch(s.Title))
                || (passages[at].Kind == PassageKind.Code && (SaysRevoked(at - 1) || SaysRevoked(at + 1)))
            );

        bool SaysRevoked(int neighbour) =>
            neighbour >= 0
            && neighbour < passages.Count
            && passages[neighbour].Section == passages[at].Section
            && Revoked().IsMatch(passages[neighbour].Text);
    }

    /// <summary>A variable, a command whose output it is, a field that a template fills.</summary>
    [GeneratedRegex(@"^(?:\$|%[A-Za-z0-9_]{1,60}%|@@?[A-Za-z_]|<|\{|\()|\$[({]|\{\{|<[a-z]| ", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"example|change.?me|placeholder|xxxx|replace|dummy|fake|sample|(?:^|[_-])(?:your|insert|here|token|secret|key|apikey"
            + @"|password)(?:[_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex StandsForOne();

    [GeneratedRegex(@"^https?://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>The part of an address that may be secret: who logs in with it, a token among what it asks for.</summary>
    [GeneratedRegex(
        @"^https?://[^/?#]{0,200}@|[?&#][^=&]{0,40}(?:token|key|secret|sig|signature|password|pwd|auth|code)=|/services/|webhook",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex HasSecret();

    [GeneratedRegex(@"^[0-9]{4}-[0-9][0-9]-[0-9][0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"\b(?:tests?|vectors?|examples?|samples?|fixtures?|proof of concept|poc|reproduction)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfTests();

    /// <summary>That it was revoked; not that it should be, or has not been yet.</summary>
    [GeneratedRegex(
        @"(?<!\b(?:not|never|should|must|will|to|can|cannot|could|needs?)\b[\w ]{0,16})"
            + @"\b(?:revoked|rotated|invalidated|deactivated|regenerated|no longer valid|(?:has|had|have|were|was|is|are|been"
            + @"|long) expired)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Revoked();
}
