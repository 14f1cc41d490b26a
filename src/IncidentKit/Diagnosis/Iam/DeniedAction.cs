using System.Buffers;
using IncidentKit.Basics;

namespace IncidentKit.Diagnosis.Iam;

/// <summary>What an answer says was denied to whom. Source: the form of access denied messages, facts §8.3.</summary>
/// <param name="Role">The name of the role; null when the answer does not name one.</param>
/// <param name="Action">The action, <c>ssm:GetParameters</c>.</param>
/// <param name="Resource">The ARN of the resource, or <c>*</c>; null when the answer does not name one.</param>
/// <param name="ByOthers">
/// Whether it says that another policy than one of the role denies: of the resource, the organisation or an endpoint.
/// </param>
internal sealed record DeniedAction(string? Role, string Action, string? Resource, bool ByOthers)
{
    private const string Policy = " policy";
    private const string IdentityPolicy = "identity-based policy";

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \n\"',;");

    private const string Who = ":assumed-role/";
    private const string What = "not authorized to perform: ";
    private const string On = " on resource: ";

    /// <summary>What a text says was denied; null when it names no action.</summary>
    public static DeniedAction? Of(string text)
    {
        var at = text.IndexOf(What, StringComparison.Ordinal);
        if (at < 0 || Word(text, at + What.Length) is not { } action || !action.Contains(':', StringComparison.Ordinal))
            return null;
        var who = text.LastIndexOf(Who, at, StringComparison.Ordinal);
        var on = text.IndexOf(On, at, StringComparison.Ordinal);
        return new DeniedAction(
            who < 0 ? null : text[(who + Who.Length)..].Split('/')[0],
            action,
            on < 0 ? null : Word(text, on + On.Length),
            text.IndexOf(Policy, at, StringComparison.Ordinal) is >= 0 and var policy
                && !text[at..(policy + Policy.Length)].EndsWith(IdentityPolicy, StringComparison.Ordinal)
        );
    }

    /// <summary>Whether a role is the one that was denied, as far as the answer says.</summary>
    public bool IsOf(string roleArn) => Role is null || Role == Arn.LastNameOf(roleArn);

    private static string? Word(string text, int from)
    {
        var end = text.AsSpan(from).IndexOfAny(Ends);
        var word = (end < 0 ? text[from..] : text.Substring(from, end)).TrimEnd('.');
        return word.Length == 0 ? null : word;
    }
}
