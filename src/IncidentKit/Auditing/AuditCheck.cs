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

    protected static Objection At(Claim claim, string message, string found, string how) =>
        new(claim.Passage.OffsetOf(claim.Start), claim.Text, message, found, how);

    protected static Objection At(Passage passage, string message, string found, string how) =>
        new(passage.OffsetOf(0), passage.Text, message, found, how);
}
