using System.Buffers.Binary;
using System.Text;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Imports.Logs;

/// <summary>First event, last event and count of each stream, on one thread. Names stay UTF-8 until the end.</summary>
internal sealed class StreamTally(LogLimits limits)
{
    private const int FirstSlots = 1024;
    private const int RecentSlots = 256;

    private readonly List<Entry> _entries = [];
    private int[] _slots = new int[FirstSlots];
    private byte[] _names = new byte[FirstSlots];
    private int _nameBytes;
    private readonly int[] _recent = new int[RecentSlots];

    /// <summary>Whether there were too many streams to tell apart.</summary>
    public bool Overflowed { get; private set; }

    public void Add(ReadOnlySpan<byte> name, long ticks)
    {
        // Few streams are written at a time: the one last seen with such an end is mostly the one.
        ref var recent = ref _recent[Sketch(name)];
        if (recent == 0 || !name.SequenceEqual(NameOf(recent - 1)))
        {
            recent = Find(name) + 1;
            if (recent == 0)
                return;
        }

        Include(recent - 1, ticks, ticks, 1);
    }

    public void AddAll(StreamTally other)
    {
        Overflowed |= other.Overflowed;
        for (var i = 0; i < other._entries.Count; i++)
        {
            var entry = other._entries[i];
            if (Find(other.NameOf(i)) is >= 0 and var at)
                Include(at, entry.First, entry.Last, entry.Events);
        }
    }

    /// <summary>Ordinally by name; null after an overflow.</summary>
    public IReadOnlyList<StreamActivity>? ToStreams()
    {
        if (Overflowed)
            return null;
        var streams = new StreamActivity[_entries.Count];
        for (var i = 0; i < streams.Length; i++)
        {
            var entry = _entries[i];
            streams[i] = new StreamActivity(
                Encoding.UTF8.GetString(NameOf(i)),
                Instant.FromUnixTimeTicks(entry.First),
                Instant.FromUnixTimeTicks(entry.Last),
                entry.Events
            );
        }

        Array.Sort(streams, (a, b) => string.CompareOrdinal(a.Stream, b.Stream));
        return streams;
    }

    private static int Sketch(ReadOnlySpan<byte> name)
    {
        if (name.Length < sizeof(ulong))
            return name[^1];
        var end = BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]);
        var middle = BinaryPrimitives.ReadUInt64LittleEndian(name[((name.Length - sizeof(ulong)) / 2)..]);
        return (int)((end + (middle * 31)) * 0x9E37_79B9_7F4A_7C15 >> 56);
    }

    private void Include(int at, long first, long last, long events)
    {
        ref var entry = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries)[at];
        entry = entry with { First = Math.Min(entry.First, first), Last = Math.Max(entry.Last, last), Events = entry.Events + events };
    }

    /// <summary>The entry of a name, made when it is new; -1 when there is no room.</summary>
    private int Find(ReadOnlySpan<byte> name)
    {
        var hasher = default(HashCode);
        hasher.AddBytes(name);
        var hash = hasher.ToHashCode();
        var slot = hash & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var at = _slots[slot] - 1;
            if (_entries[at].Hash == hash && name.SequenceEqual(NameOf(at)))
                return at;
        }

        if (_entries.Count == limits.MaxStreams || _nameBytes + name.Length > limits.MaxStreamNameBytes)
        {
            Overflowed = true;
            return -1;
        }

        while (_nameBytes + name.Length > _names.Length)
            Array.Resize(ref _names, _names.Length * 2);
        name.CopyTo(_names.AsSpan(_nameBytes));
        _entries.Add(new Entry(hash, _nameBytes, name.Length, long.MaxValue, long.MinValue, 0));
        _nameBytes += name.Length;
        _slots[slot] = _entries.Count;
        if (_entries.Count * 2 > _slots.Length)
            Grow();
        return _entries.Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var at = 0; at < _entries.Count; at++)
        {
            var slot = _entries[at].Hash & (_slots.Length - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = at + 1;
        }
    }

    private ReadOnlySpan<byte> NameOf(int at) => _names.AsSpan(_entries[at].NameAt, _entries[at].NameLength);

    private readonly record struct Entry(int Hash, int NameAt, int NameLength, long First, long Last, long Events);
}
