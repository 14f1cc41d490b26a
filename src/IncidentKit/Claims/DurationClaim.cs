using NodaTime;

namespace IncidentKit.Claims;

/// <summary>How a length of time is meant.</summary>
internal enum DurationBound
{
    /// <summary>As written, as far as its last digit goes.</summary>
    Exact,

    /// <summary>About.</summary>
    About,

    /// <summary>Over, at least, or with a plus sign.</summary>
    AtLeast,

    /// <summary>Nearly, under, up to.</summary>
    AtMost,

    /// <summary>Within: a limit that something keeps or promises to keep.</summary>
    Within,
}

/// <summary>A length of time.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Length">What is written.</param>
/// <param name="Precision">Half of its last unit: by so much it may be off.</param>
/// <param name="Bound">How it is meant.</param>
internal sealed record DurationClaim(Passage Passage, int Start, int End, Duration Length, Duration Precision, DurationBound Bound)
    : Claim(Passage, Start, End)
{
    /// <summary>What is given in minutes is meant to the minute, however long.</summary>
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    /// <summary>Of long lengths in hours and days people leave out one part in so many.</summary>
    private const int Coarse = 150;

    /// <summary>Whether a measured length may be put so.</summary>
    /// <param name="actual">The measured length.</param>
    /// <param name="slack">By how much it may itself be off.</param>
    public bool Agrees(Duration actual, Duration slack)
    {
        var off = actual - Length;
        var about = Duration.Max(Precision * 2, Length / 5);
        return Bound switch
        {
            DurationBound.Exact => Absolute(off) <= (Precision < Quarter ? Precision : Duration.Max(Precision, Length / Coarse)) + slack,
            DurationBound.About => Absolute(off) <= about + slack,
            DurationBound.AtLeast => off >= -slack - (Precision / 5),
            _ => off <= slack,
        };
    }

    /// <summary>Whether two statements may be about the same length.</summary>
    public bool Agrees(DurationClaim other) => Agrees(other.Length, Duration.Zero) || other.Agrees(Length, Duration.Zero);

    private static Duration Absolute(Duration length) => length < Duration.Zero ? -length : length;
}
