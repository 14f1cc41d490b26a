using System.Text;
using System.Text.RegularExpressions;
using IncidentKit.Basics;

namespace IncidentKit.Sharing;

/// <summary>Writes texts and names with something else in the place of each name.</summary>
/// <param name="names">The names that are known.</param>
/// <param name="ofKnown">What stands for a known one.</param>
/// <param name="ofOther">What stands for one that is told by its place or form, and its kind.</param>
internal sealed partial class SharedText(KnownNames names, Func<KnownName, string> ofKnown, Func<string, string, string> ofOther)
{
    private const string Quotes = "\"`“”";

    /// <summary>A text with what stands for the names in it. The longest name at a place is meant.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isQuoted">Whether it is somebody's own words or a value, and no sentence of the tool's.</param>
    public string Text(string text, bool isQuoted)
    {
        using var parts = TextParts.Of(text).GetEnumerator();
        var hasPart = parts.MoveNext();
        var result = new StringBuilder(text.Length);
        var inQuotes = false;
        for (var at = 0; at < text.Length; )
        {
            while (hasPart && parts.Current.Start < at)
                hasPart = parts.MoveNext();
            var part = hasPart && parts.Current.Start == at ? parts.Current : default;
            var name = names.At(text, at, isQuoted || inQuotes);
            if (part.Text is { } form && form.Length > (name?.Text.Length ?? 0))
            {
                result.Append(Form(part));
                at += form.Length;
            }
            else if (name is not null)
            {
                Append(result, name);
                at += name.Text.Length;
            }
            else
            {
                inQuotes ^= Quotes.Contains(text[at]);
                result.Append(text[at++]);
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// Adds what stands for a name. What people call a service has an article or a number before it; its pseudonym is a name, and has
    /// none.
    /// </summary>
    private void Append(StringBuilder result, KnownName name)
    {
        if (name.Kind == NameKinds.Service)
        {
            if (EndsWith(result, "the ") || EndsWith(result, "The "))
                result.Length -= "the ".Length;
            else if (name.Text != name.Whole && IsCounted(result))
                result.Append("of ");
        }

        result.Append(ofKnown(name));
    }

    private static bool IsCounted(StringBuilder text) =>
        EndsWith(text, "both ") || (text.Length > 1 && text[^1] == ' ' && char.IsAsciiDigit(text[^2]));

    private static bool EndsWith(StringBuilder text, string word) =>
        text.Length >= word.Length
        && text.ToString(text.Length - word.Length, word.Length) == word
        && (text.Length == word.Length || !char.IsLetterOrDigit(text[^(word.Length + 1)]));

    /// <summary>A name alone, as it stands where only names of a kind do, with what stands for it.</summary>
    public string Name(string name, string kind) =>
        name.Length == 0 || IsPublic(name) ? name
        : Arn.Of(name) is { } arn ? ArnNames.Replace(arn, ofOther)
        : kind == NameKinds.Client && PublicClient().IsMatch(name) ? Text(name, isQuoted: true)
        : ArnNames.IsAccount(name) ? ofOther(name, NameKinds.Account)
        : name.Split('/') is [var region, { Length: > 0 } group, { Length: > 0 } last] && kind == NameKinds.Schedule
            ? $"{region}/{ofOther(group, NameKinds.Group)}/{ofOther(last, kind)}"
        : kind == NameKinds.TaskDefinition && Arn.HasRevision(name) && Arn.FamilyOf(name) is var family
            ? ofOther(family, kind) + name[(name.LastIndexOf(family, StringComparison.Ordinal) + family.Length)..]
        : kind == NameKinds.Person && name.EndsWith(')') && name.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var end
            ? $"{ofOther(name[..end], kind)} ({ofOther(name[(end + 2)..^1], NameKinds.Role)})"
        : ofOther(name, kind);

    private string Form(TextPart part) =>
        part.Kind switch
        {
            null => part.Text,
            TextParts.Arn => ArnNames.Replace(Arn.Of(part.Text)!.Value, ofOther),
            NameKinds.Account => ofOther(part.Text.Replace("-", "", StringComparison.Ordinal), NameKinds.Account),
            NameKinds.Image => Image(part.Text),
            _ => ofOther(part.Text, part.Kind),
        };

    private string Image(string image)
    {
        var end = image.IndexOf('/');
        var repository = image[(end + 1)..];
        var tag = repository.IndexOfAny([':', '@']) is >= 0 and var at ? repository[at..] : "";
        return ofOther(image[..12], NameKinds.Account)
            + image[12..(end + 1)]
            + ofOther(repository[..^tag.Length], NameKinds.Image)
            + Text(tag, isQuoted: true);
    }

    /// <summary>Names of AWS, and the tool's own words where a name would stand.</summary>
    private static bool IsPublic(string name) =>
        name is "unknown" or "incident.yaml" or "incidentkit.yaml" or "*" or "AWS Internal"
        || (name.EndsWith(".amazonaws.com", StringComparison.Ordinal) && name.Split('.').Length == 3)
        || name.StartsWith("AWSServiceRoleFor", StringComparison.Ordinal);

    /// <summary>A program that everybody uses; one of the company's own may bear its name.</summary>
    [GeneratedRegex(
        @"^\[?(?i:aws-(?:cli|sdk|cdk|internal|toolkit)|boto|APN/|terraform|hashicorp|pulumi|console|signin|cloudformation|ansible"
            + "|mozilla|AWS )",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex PublicClient();
}
