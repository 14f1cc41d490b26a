namespace IncidentKit.Basics;

/// <summary>A value with what it rests on, or why it is unknown and what would tell.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal sealed record Known<T>
    where T : notnull
{
    private readonly T? _value;

    private Known(BasisKind kind, T? value, IEnumerable<string> evidence) => (Kind, _value, Evidence) = (kind, value, [.. evidence]);

    /// <summary>What it rests on.</summary>
    public BasisKind Kind { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsKnown => Kind != BasisKind.Unknown;

    /// <summary>The records, or the lines of input files, that show it; each once.</summary>
    public IReadOnlyList<string> Evidence { get; }

    /// <summary>Who said so; null unless attested.</summary>
    public string? By { get; private init; }

    /// <summary>Why it is unknown, or how it is derived; null where that is plain.</summary>
    public string? Reason { get; private init; }

    /// <summary>What would tell; null where nothing is known to.</summary>
    public string? ToKnow { get; private init; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It is unknown.</exception>
    public T Value => IsKnown ? _value! : throw new InvalidOperationException($"It is unknown: {Reason}.");

    /// <summary>A value computed from evidence.</summary>
    public static Known<T> Measured(T value, IEnumerable<string> evidence) => new(BasisKind.Measured, value, evidence.Distinct());

    /// <summary>A value computed from other values.</summary>
    public static Known<T> Derived(T value, string? reason = null) => new(BasisKind.Derived, value, []) { Reason = reason };

    /// <summary>A value that a person states.</summary>
    public static Known<T> Attested(T value, string by, string evidence) => new(BasisKind.Attested, value, [evidence]) { By = by };

    /// <summary>A value that nobody knows.</summary>
    public static Known<T> Unknown(string reason, string? toKnow) =>
        new(BasisKind.Unknown, default, []) { Reason = reason, ToKnow = toKnow };

    /// <summary>What follows from the value; unknown for the same reason where it is.</summary>
    public Known<TOther> Then<TOther>(Func<T, TOther> derive, string? reason = null)
        where TOther : notnull => IsKnown ? Known<TOther>.Derived(derive(_value!), reason) : Known<TOther>.Unknown(Reason!, ToKnow);
}
