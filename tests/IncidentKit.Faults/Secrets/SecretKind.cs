using System.Text;

namespace IncidentKit.Faults.Secrets;

/// <summary>What a secret is known by.</summary>
public enum KnownBy
{
    /// <summary>Its own form, which its maker documents: it goes under any name.</summary>
    Form,

    /// <summary>The name that it is kept under.</summary>
    Name,

    /// <summary>The text around it: a URL, a header, a flag of a command.</summary>
    Text,

    /// <summary>Nothing: it may stay, for the reason that the kind gives.</summary>
    Nothing,
}

/// <summary>One drawn secret.</summary>
/// <param name="Value">The value as it is kept.</param>
/// <param name="Core">The part of it that must not be found anywhere.</param>
public sealed record DrawnSecret(string Value, string Core);

/// <summary>A kind of secret. Its values are put together when it is drawn: none stands in the source.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="KnownBy">What it is known by.</param>
/// <param name="Under">The name it is kept under; null for a neutral one.</param>
/// <param name="Draw">Draws a value.</param>
/// <param name="MayStay">Why it may stay; null when it must go.</param>
public sealed record SecretKind(string Name, KnownBy KnownBy, string? Under, Func<Random, DrawnSecret> Draw, string? MayStay = null)
{
    /// <summary>Letters of both cases and digits.</summary>
    public const string Mixed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Digits of hexadecimal numbers.</summary>
    public const string Hex = "0123456789abcdef";

    /// <summary>Capital letters and digits.</summary>
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Lower letters and digits.</summary>
    public const string Lower = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A value of a documented form: <c>{M20}</c> stands for twenty mixed characters, H for hex, U upper, L lower, D digits.</summary>
    public static SecretKind Form(string name, string shape) => new(name, KnownBy.Form, null, random => Fill(shape, random));

    /// <summary>A value of no form of its own under a telling name.</summary>
    public static SecretKind Named(string under, string shape = "{M14}") => new(under, KnownBy.Name, under, random => Fill(shape, random));

    /// <summary>A text that holds one.</summary>
    public static SecretKind Within(string name, string shape) => new(name, KnownBy.Text, null, random => Fill(shape, random));

    /// <summary>A value that nothing tells from a harmless one.</summary>
    public static SecretKind Kept(string name, string? under, string shape, string reason) =>
        new(name, KnownBy.Nothing, under, random => Fill(shape, random), reason);

    /// <summary>Text of so many characters that begins with a letter of the set, mixed so that no two draws are equal.</summary>
    public static string Text(Random random, string set, int length)
    {
        var text = random.GetItems<char>(set, length);
        // At least one digit and one letter: a drawn word would be no secret.
        text[length / 2] = set[random.Next(set.Length)];
        if (length > 4)
        {
            (text[1], text[3]) = (set.First(char.IsAsciiLetter), set.First(char.IsAsciiDigit));
        }

        return new string(text);
    }

    private static DrawnSecret Fill(string shape, Random random)
    {
        var value = new StringBuilder();
        var core = "";
        for (var at = 0; at < shape.Length; at++)
        {
            var end = shape[at] == '{' ? shape.IndexOf('}', at) : -1;
            if (end < 0 || end - at is < 3 or > 5 || !int.TryParse(shape[(at + 2)..end], out var length))
            {
                value.Append(shape[at]);
                continue;
            }

            var set = shape[at + 1] switch
            {
                'M' => Mixed,
                'H' => Hex,
                'U' => Upper,
                'L' => Lower,
                'D' => "0123456789",
                _ => throw new ArgumentException(shape, nameof(shape)),
            };
            var part = set.Length > 10 ? Text(random, set, length) : new string(random.GetItems<char>(set, length));
            if (part.Length > core.Length)
                core = part;
            value.Append(part);
            at = end;
        }

        return new(value.ToString(), core);
    }
}
