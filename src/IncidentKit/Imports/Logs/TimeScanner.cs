namespace IncidentKit.Imports.Logs;

/// <summary>Reads the parts of a time from the beginning of a text that may go on behind it.</summary>
/// <param name="text">The text.</param>
internal ref struct TimeScanner(ReadOnlySpan<byte> text)
{
    private const int StandInYear = 1972;

    /// <summary>
    /// Abbreviations of zones that mean one offset wherever they are written in logs. Sources: RFC 5322, obs-zone; the tz database's
    /// abbreviations that one rule alone uses. IST, BST before 1972 and others with several meanings are not among them.
    /// </summary>
    private static readonly (byte[] Name, int Minutes)[] Zones =
    [
        ("UTC"u8.ToArray(), 0),
        ("GMT"u8.ToArray(), 0),
        ("EST"u8.ToArray(), -300),
        ("EDT"u8.ToArray(), -240),
        ("CST"u8.ToArray(), -360),
        ("CDT"u8.ToArray(), -300),
        ("MST"u8.ToArray(), -420),
        ("MDT"u8.ToArray(), -360),
        ("PST"u8.ToArray(), -480),
        ("PDT"u8.ToArray(), -420),
        ("CEST"u8.ToArray(), 120),
        ("CET"u8.ToArray(), 60),
        ("EEST"u8.ToArray(), 180),
        ("EET"u8.ToArray(), 120),
        ("WEST"u8.ToArray(), 60),
        ("WET"u8.ToArray(), 0),
        ("BST"u8.ToArray(), 60),
        ("MSK"u8.ToArray(), 180),
        ("JST"u8.ToArray(), 540),
        ("KST"u8.ToArray(), 540),
        ("HKT"u8.ToArray(), 480),
        ("AEST"u8.ToArray(), 600),
        ("AEDT"u8.ToArray(), 660),
        ("NZST"u8.ToArray(), 720),
        ("NZDT"u8.ToArray(), 780),
    ];

    private ReadOnlySpan<byte> _rest = text;

    /// <summary>What has not been read.</summary>
    public readonly byte Next => _rest.IsEmpty ? (byte)0 : _rest[0];

    /// <summary>Whether a clock that was read said AM or PM.</summary>
    public bool HasHalf { get; private set; }

    /// <summary>Whether a digit comes next.</summary>
    public readonly bool IsAtDigit => IsDigit(Next);

    /// <summary>Leaves so many bytes out.</summary>
    public void Skip(int count) => _rest = _rest[Math.Min(count, _rest.Length)..];

    /// <summary>Reads one byte.</summary>
    public bool Byte(byte expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
            return false;
        _rest = _rest[1..];
        return true;
    }

    /// <summary>Reads a number of so many digits; more may follow.</summary>
    public bool Number(int digits, out long value)
    {
        value = 0;
        if (_rest.Length < digits)
            return false;
        for (var i = 0; i < digits; i++)
        {
            if (!IsDigit(_rest[i]))
                return false;
            value = value * 10 + (_rest[i] - '0');
        }

        _rest = _rest[digits..];
        return true;
    }

    /// <summary>Reads a number of one or two digits.</summary>
    public bool Short(out long value) => Number(2, out value) || Number(1, out value);

    /// <summary>Reads a year of four digits that end there.</summary>
    public bool Year(out long year)
    {
        var before = _rest;
        if (Number(4, out year) && !IsWord(Next))
            return true;
        _rest = before;
        return false;
    }

    /// <summary>Reads what separates the parts of a named date.</summary>
    public bool Separator() => Byte((byte)'/') || Byte((byte)' ') || Byte((byte)'-');

    /// <summary>
    /// Reads what stands between a date and its time: <c>T</c>, spaces, a tab, <c>_</c>, a comma or a dash with its space.
    /// </summary>
    public bool Gap()
    {
        Byte((byte)',');
        if (_rest.IsEmpty || _rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ' or (byte)'_' or (byte)'\t'))
            return false;
        _rest = _rest[1..];
        if (_rest.StartsWith("- "u8))
            _rest = _rest[2..];
        return true;
    }

    /// <summary>Reads a month's name by its first three letters, the last two in lower or upper case.</summary>
    public bool Month(out long month)
    {
        month = 0;
        if (_rest.Length < 3)
            return false;
        ReadOnlySpan<byte> months = "janfebmaraprmayjunjulaugsepoctnovdec"u8;
        for (var i = 0; i < months.Length; i += 3)
        {
            if ((_rest[0] | 0x20) == months[i] && (_rest[1] | 0x20) == months[i + 1] && (_rest[2] | 0x20) == months[i + 2])
            {
                month = i / 3 + 1;
                _rest = _rest[3..];
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a time of day with its fraction and its half.</summary>
    /// <param name="mayJoin">Whether it may be written without colons.</param>
    /// <param name="ticks">Of 100 ns since midnight.</param>
    public bool Clock(bool mayJoin, out long ticks)
    {
        ticks = 0;
        Byte((byte)' ');
        var hasTwo = Number(2, out var hour);
        if (!hasTwo && !Number(1, out hour))
            return false;
        var hasColons = Byte((byte)':');
        if (!hasColons && !(mayJoin && hasTwo))
            return false;
        hasTwo = Number(2, out var minute);
        // 1:2:35 is a time, 16:9 is a ratio.
        if (!hasTwo && !(hasColons && Number(1, out minute) && Next == (byte)':'))
            return false;
        long second = 0;
        if ((hasColons ? Byte((byte)':') : IsAtDigit) && !(Number(2, out second) || (hasColons && Number(1, out second))))
            return false;
        // A leap second is the first second of the next minute.
        if (hour >= 24 || minute >= 60 || second > 60)
            return false;
        Fraction(ref ticks, TimeSpan.TicksPerSecond);
        if (ticks == 0)
            Milliseconds(ref ticks);
        if (Half(hour) is not { } hours)
            return false;
        ticks += ((hours * 60 + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        return true;
    }

    /// <summary>Reads three digits behind one colon more, <c>22:15:29:606</c>.</summary>
    private void Milliseconds(ref long ticks)
    {
        var before = _rest;
        if (Byte((byte)':') && Number(3, out var milliseconds) && !IsWord(Next))
            ticks = milliseconds * TimeSpan.TicksPerMillisecond;
        else
            _rest = before;
    }

    /// <summary>Reads a fraction, if there is one.</summary>
    public void Fraction(ref long ticks, long unit)
    {
        if (_rest.Length < 2 || _rest[0] is not ((byte)'.' or (byte)',') || !IsDigit(_rest[1]))
            return;
        _rest = _rest[1..];
        for (unit /= 10; _rest.Length > 0 && IsDigit(_rest[0]); unit /= 10, _rest = _rest[1..])
            ticks += (_rest[0] - '0') * unit;
    }

    /// <summary>
    /// Reads <c>Z</c>, <c>+01:00</c>, <c>+0100</c>, <c>+01</c> or an abbreviation, each behind a space or not. A number of two digits
    /// counts only without a space, because a message may begin so.
    /// </summary>
    public bool Zone(out long ticks)
    {
        ticks = 0;
        var rest = _rest;
        var spaced = rest.Length > 0 && rest[0] == (byte)' ';
        if (spaced)
            rest = rest[1..];
        if (rest.IsEmpty)
            return false;
        if (rest[0] is (byte)'+' or (byte)'-')
            return Offset(rest[1..], rest[0] == (byte)'-' ? -1 : 1, spaced, out ticks);
        if (rest[0] is (byte)'Z' or (byte)'z')
            return Ends(rest[1..]);
        if (rest[0] is < (byte)'A' or > (byte)'Z')
            return false;
        foreach (var (name, minutes) in Zones)
        {
            if (!rest.StartsWith(name) || !Ends(rest[name.Length..]))
                continue;
            ticks = minutes * TimeSpan.TicksPerMinute;
            return true;
        }

        return false;
    }

    /// <summary>Ticks since 1970-01-01 of a date; the year 1972, a leap year, stands in for one that is missing.</summary>
    public static bool Date(long? year, long month, long day, out long ticks)
    {
        ticks = 0;
        var of = (int)(year ?? StandInYear);
        if (of is < 1970 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(of, (int)month))
            return false;
        ticks = new DateTime(of, (int)month, (int)day).Ticks - DateTime.UnixEpoch.Ticks;
        return true;
    }

    /// <summary>Whether a character goes on with a word or a number.</summary>
    public static bool IsWord(byte character) => IsDigit(character) || (character | 0x20) is >= (byte)'a' and <= (byte)'z';

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';

    /// <summary>The hour from 0, if AM or PM follows: <c>4 PM</c> is 16. Null for an hour that has no such half.</summary>
    private long? Half(long hour)
    {
        var rest = _rest.Length > 0 && _rest[0] == (byte)' ' ? _rest[1..] : _rest;
        if (
            rest.Length < 2
            || (rest[0] | 0x20) is not ((byte)'a' or (byte)'p')
            || (rest[1] | 0x20) != (byte)'m'
            || (rest.Length > 2 && IsWord(rest[2]))
        )
            return hour;
        // In logs it is written in one letter case.
        if ((rest[0] & 0x20) != (rest[1] & 0x20))
            return hour;
        if (hour is < 1 or > 12)
            return null;
        _rest = rest[2..];
        HasHalf = true;
        return (hour % 12) + ((rest[0] | 0x20) == (byte)'p' ? 12 : 0);
    }

    private bool Offset(ReadOnlySpan<byte> text, int sign, bool spaced, out long ticks)
    {
        ticks = 0;
        var at = new TimeScanner(text);
        if (!at.Number(2, out var hours) || hours > 18)
            return false;
        var hasColon = at.Byte((byte)':');
        if (!at.Number(2, out var minutes) && (hasColon || spaced))
            return false;
        if (minutes > 59 || at.IsAtDigit)
            return false;
        _rest = at._rest;
        ticks = sign * (hours * 60 + minutes) * TimeSpan.TicksPerMinute;
        return true;
    }

    private bool Ends(ReadOnlySpan<byte> rest)
    {
        if (rest.Length > 0 && IsWord(rest[0]))
            return false;
        _rest = rest;
        return true;
    }
}
