using System.Text.RegularExpressions;
using IncidentKit.Basics;
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
            foreach (var (kind, value) in found.Where(f => LooksRandom(f.Value)))
            {
                var start = source.StartOf(line) + Math.Max(0, text.IndexOf(value, StringComparison.Ordinal));
                yield return new Objection(
                    start,
                    start + value.Length,
                    $"[{value.Length} characters]",
                    $"this looks like a secret ({kind}): take it out and revoke it",
                    kind,
                    "its form, or the name before it"
                );
            }
        }
    }

    /// <summary>Words, placeholders and the examples of documentation are no secrets.</summary>
    private static bool LooksRandom(string value) =>
        value.Length >= 8
        && value.Any(char.IsAsciiDigit)
        && value.Any(char.IsAsciiLetter)
        && !Example().IsMatch(value)
        && !Arn.Is(value)
        && !Date().IsMatch(value);

    [GeneratedRegex(@"example|changeme|placeholder|xxxx|<[a-z]|\$\{|\{\{", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Example();

    [GeneratedRegex(@"^[0-9]{4}-[0-9][0-9]-[0-9][0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
