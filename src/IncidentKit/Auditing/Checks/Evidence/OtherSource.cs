namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>
/// A rendered report that was made from another bundle, or with inputs that were not given: its values cannot be compared.
/// </summary>
internal sealed class OtherSource() : AuditCheck(AuditFamily.Evidence, "IKA0608", "made-from-other-sources", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not null && context.IsRendered && Of(context) is { } objection)
            yield return objection;
    }

    /// <summary>What differs; null if the report was made from what was given.</summary>
    public static Objection? Of(AuditContext context)
    {
        var text = context.Document.Source.Text;
        var provenance = context.Evidence!.Provenance;
        var hash = RenderedReport.BundleHash(context.Document)!;
        if (provenance.BundleSha256 is { } given && given != hash)
        {
            var start = text.IndexOf(hash, StringComparison.Ordinal);
            return new Objection(
                start,
                start + hash.Length,
                hash,
                "this report was made from another bundle",
                given,
                "the hash of the bundle"
            );
        }

        var inputs = provenance.Inputs.ToDictionary(i => i.Name, i => i.Sha256, StringComparer.Ordinal);
        foreach (var (name, sha) in RenderedReport.Inputs(context.Document))
        {
            if (inputs.GetValueOrDefault(name) != sha)
            {
                var start = text.IndexOf(sha, StringComparison.Ordinal);
                return new Objection(
                    start,
                    start + sha.Length,
                    name,
                    $"this report was made with another {name}: give that one with --incident or --config",
                    inputs.GetValueOrDefault(name) ?? "none was given",
                    "the hash of the file"
                );
            }
        }

        return null;
    }
}
