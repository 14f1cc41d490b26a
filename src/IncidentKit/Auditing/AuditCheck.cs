using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>One kind of mistake and how it is found.</summary>
/// <param name="family">What it compares a report with.</param>
/// <param name="id">Its stable id, never used again for another.</param>
/// <param name="name">What it finds, in a few words with hyphens.</param>
/// <param name="severity">How sure it is.</param>
internal abstract class AuditCheck(AuditFamily family, string id, string name, AuditSeverity severity)
{
    public AuditFamily Family { get; } = family;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public AuditSeverity Severity { get; } = severity;

    /// <summary>The template of its page, which a folder of templates may replace.</summary>
    public string Page { get; } = RulePage.TemplateOf(id);

    /// <summary>The mistakes in a report. Where it cannot tell, it is silent; what it compared it tells the context.</summary>
    public abstract IEnumerable<Objection> Run(AuditContext context);

    /// <summary>An objection to a claim.</summary>
    /// <param name="claim">What is wrong.</param>
    /// <param name="message">Why, in one line.</param>
    /// <param name="found">What was found instead.</param>
    /// <param name="how">How that was found.</param>
    /// <param name="fix">What to write in the claim's place; null where that is not known.</param>
    /// <param name="certain">Whether that is the only right answer, so that it may be applied without a person.</param>
    protected static Objection At(Claim claim, string message, string found, string how, string? fix = null, bool certain = false) =>
        At(claim, message, found, how, fix is null ? null : Fix.Of(claim.Passage, claim.Start, claim.End, fix, certain));

    /// <summary>An objection to a claim, with a correction of a part of it or of another place.</summary>
    protected static Objection At(Claim claim, string message, string found, string how, Fix? fix) =>
        At(claim.Passage, claim.Start, claim.End, message, found, how, fix);

    /// <summary>An objection to a passage.</summary>
    protected static Objection At(Passage passage, string message, string found, string how, Fix? fix = null) =>
        At(passage, 0, passage.Text.Length, message, found, how, fix);

    /// <summary>An objection to a stretch of a passage, from its first character to the one after its last.</summary>
    protected static Objection At(Passage passage, int start, int end, string message, string found, string how, Fix? fix = null) =>
        new(passage.OffsetOf(start), passage.EndOf(end), passage.Text[start..end], message, found, how, fix);
}
