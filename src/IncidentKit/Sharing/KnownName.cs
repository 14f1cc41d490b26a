namespace IncidentKit.Sharing;

/// <summary>A name as it may stand in a text.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Kind">What it names, the beginning of its pseudonym: <c>task-definition</c>.</param>
/// <param name="Whole">The name that it is a part or another spelling of; itself otherwise.</param>
internal sealed record KnownName(string Text, string Kind, string Whole)
{
    private bool? _isOwn;
    private bool? _isOwnInAnyCase;

    /// <summary>
    /// Whether the text means something else as often as the name: a number, a letter, or a word that the tool writes. In sentences it is
    /// the name only where it is quoted, or where its kind stands before it.
    /// </summary>
    public bool IsOrdinary => _isOwn ??= Text.Length < 2 || !Text.Any(char.IsLetter) || OwnTexts.Hold(Text);

    /// <summary>Whether it is the name in any case: <c>Acme</c> is also <c>ACME</c>, but <c>May</c> is not <c>may</c>.</summary>
    public bool IsNameInAnyCase => !(_isOwnInAnyCase ??= IsOrdinary || OwnTexts.HoldInAnyCase(Text));

    /// <summary>Whether it stands at a place of a text.</summary>
    public bool StandsAt(string text, int at, bool exactly) =>
        string.Compare(
            text,
            at,
            Text,
            0,
            Text.Length,
            exactly || !IsNameInAnyCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase
        ) == 0
        && WordBounds.Surround(text, at, Text.Length);
}
