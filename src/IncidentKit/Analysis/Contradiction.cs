namespace IncidentKit.Analysis;

/// <summary>Something that a person says and the measurement contradicts.</summary>
/// <param name="Who">Who says it, with the verb: <c>ops-admin says</c>.</param>
/// <param name="Said">What is said; in quotation marks where it is word for word.</param>
/// <param name="Line">The line of the incident file; null where it needs none.</param>
/// <param name="Measured">What was measured, as a clause.</param>
internal sealed record Contradiction(string Who, string Said, int? Line, string Measured)
{
    /// <summary>The file of the line, where somebody else than the file says it.</summary>
    public string? File { get; init; }

    /// <summary>What the measurement rests on, where that is not plain.</summary>
    public string? How { get; init; }

    /// <summary>Both sides in one sentence.</summary>
    public string Sentence => $"{Who} {Said}{Place}; measured: {Measured}{(How is null ? "" : $" ({How})")}.";

    private string Place =>
        Line is null ? ""
        : File is null ? $" (line {Line})"
        : $" ({File}, line {Line})";
}
