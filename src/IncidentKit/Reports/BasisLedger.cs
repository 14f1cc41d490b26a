using IncidentKit.Basics;

namespace IncidentKit.Reports;

/// <summary>Collects what each value of a report rests on.</summary>
internal sealed class BasisLedger
{
    /// <summary>At most this many records are listed in one place; a count says how many there are.</summary>
    public const int MostEvidence = 20;

    private readonly SortedDictionary<string, BasisRow> _rows = new(StringComparer.Ordinal);

    public IReadOnlyList<BasisRow> Rows => [.. _rows.Values];

    /// <summary>Writes down what a value rests on, and gives the value as JSON has it: null where it is unknown.</summary>
    public T? Value<T>(string pointer, Known<T> known)
        where T : struct
    {
        Put(pointer, known);
        return known.OrNull();
    }

    /// <summary>The same for a value that is an object.</summary>
    public T? Object<T>(string pointer, Known<T> known)
        where T : class
    {
        Put(pointer, known);
        return known.IsKnown ? known.Value : null;
    }

    public void Measured(string pointer, IEnumerable<string> evidence) => Put(pointer, BasisKind.Measured, evidence);

    public void Derived(string pointer, string? reason = null, IEnumerable<string>? evidence = null) =>
        Put(pointer, BasisKind.Derived, evidence ?? [], reason: reason);

    public void Attested(string pointer, string by, string evidence) => Put(pointer, BasisKind.Attested, [evidence], by: by);

    public void Unknown(string pointer, string reason, string? toKnow) =>
        Put(pointer, BasisKind.Unknown, [], reason: reason, toKnow: toKnow);

    public static IReadOnlyList<string> Few(IEnumerable<string> evidence) => [.. evidence.Take(MostEvidence)];

    /// <summary>What follows plainly from other values needs no row of its own: that of what it is a part of holds for it.</summary>
    private void Put<T>(string pointer, Known<T> known)
        where T : notnull
    {
        if (known is not { Kind: BasisKind.Derived, Reason: null })
            Put(pointer, known.Kind, known.Evidence, known.By, known.Reason, known.ToKnow);
    }

    private void Put(
        string pointer,
        BasisKind kind,
        IEnumerable<string> evidence,
        string? by = null,
        string? reason = null,
        string? toKnow = null
    ) => _rows[pointer] = new BasisRow(pointer, kind, Few(evidence), by, reason, toKnow);
}
