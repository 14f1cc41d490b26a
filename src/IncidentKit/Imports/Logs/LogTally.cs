using System.Text;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Imports.Logs;

/// <summary>What one thread has found.</summary>
internal sealed class LogTally(LogLimits limits)
{
    /// <summary>Smaller steps back are threads writing past one another.</summary>
    private const long StepTicks = TimeSpan.TicksPerSecond;

    private const int ShownBytes = 120;

    private readonly MinuteTally _minutes = new(limits);
    private readonly StreamTally _streams = new(limits);
    private readonly List<BlockTally> _blocks = [];
    private BlockTally _block = new() { Number = -1 };

    /// <summary>Begins a block.</summary>
    public void Begin(int number) => _blocks.Add(_block = new BlockTally { Number = number });

    /// <summary>A line with a time; <paramref name="stream"/> is empty when it names none.</summary>
    public void Event(long ticks, ReadOnlySpan<byte> stream = default)
    {
        var block = _block;
        block.Lines++;
        if (block.Events++ == 0)
        {
            block.FirstTicks = ticks;
        }
        else if (block.LastTicks - ticks >= StepTicks)
        {
            block.StepsBack++;
            block.LargestStepBack = Math.Max(block.LargestStepBack, block.LastTicks - ticks);
        }

        block.LastTicks = ticks;
        block.Earliest = Math.Min(block.Earliest, ticks);
        block.Latest = Math.Max(block.Latest, ticks);
        _minutes.Add(ticks);
        if (!stream.IsEmpty)
            _streams.Add(stream, ticks);
    }

    /// <summary>A line of plain text without a time.</summary>
    public void WithoutTime(ReadOnlySpan<byte> line)
    {
        _block.Lines++;
        if (_block.Events > 0)
        {
            _block.Continued++;
            return;
        }

        _block.Leading++;
        Show(_block.LeadingShown, line, "no time at its usual place, and no event above");
    }

    public void Blank()
    {
        _block.Lines++;
        _block.Blank++;
    }

    public void NotUnderstood(ReadOnlySpan<byte> line, string why)
    {
        _block.Lines++;
        _block.NotUnderstood++;
        Show(_block.Shown, line, why);
    }

    /// <summary>Puts together what the threads have found.</summary>
    public static LogActivity Total(string name, string form, long bytes, IReadOnlyList<LogTally> parts, LogLimits limits)
    {
        var (minutes, streams) = (parts[0]._minutes, parts[0]._streams);
        foreach (var part in parts.Skip(1))
        {
            minutes.AddAll(part._minutes);
            streams.AddAll(part._streams);
        }

        var total = new BlockTally { Number = 0 };
        foreach (var block in parts.SelectMany(part => part._blocks).OrderBy(block => block.Number))
            Append(total, block, limits);
        return new LogActivity
        {
            Name = name,
            Form = form,
            Bytes = bytes,
            Lines = total.Lines,
            Events = total.Events,
            Continued = total.Continued,
            Blank = total.Blank,
            NotUnderstood = total.NotUnderstood,
            Shown = total.Shown,
            First = total.Events == 0 ? null : Instant.FromUnixTimeTicks(total.Earliest),
            Last = total.Events == 0 ? null : Instant.FromUnixTimeTicks(total.Latest),
            StepsBack = total.StepsBack,
            LargestStepBack = Duration.FromTicks(total.LargestStepBack),
            Minutes = minutes.ToCounts(),
            Streams = streams.ToStreams(),
        };
    }

    private static void Append(BlockTally total, BlockTally block, LogLimits limits)
    {
        var shown = block.Shown.AsEnumerable();
        if (total.Events > 0)
        {
            total.Continued += block.Leading;
        }
        else
        {
            total.NotUnderstood += block.Leading;
            shown = shown.Concat(block.LeadingShown);
        }

        foreach (var line in shown.OrderBy(line => line.Number).Take(limits.MaxShown - total.Shown.Count))
            total.Shown.Add(line with { Number = total.Lines + line.Number });
        if (total.Events > 0 && block.Events > 0 && total.LastTicks - block.FirstTicks is >= StepTicks and var step)
        {
            total.StepsBack++;
            total.LargestStepBack = Math.Max(total.LargestStepBack, step);
        }

        if (block.Events > 0)
            total.LastTicks = block.LastTicks;
        total.Lines += block.Lines;
        total.Events += block.Events;
        total.Continued += block.Continued;
        total.Blank += block.Blank;
        total.NotUnderstood += block.NotUnderstood;
        total.StepsBack += block.StepsBack;
        total.LargestStepBack = Math.Max(total.LargestStepBack, block.LargestStepBack);
        total.Earliest = Math.Min(total.Earliest, block.Earliest);
        total.Latest = Math.Max(total.Latest, block.Latest);
    }

    private void Show(List<UnreadLine> shown, ReadOnlySpan<byte> line, string why)
    {
        if (shown.Count < limits.MaxShown)
            shown.Add(new UnreadLine(_block.Lines, Encoding.UTF8.GetString(line[..Math.Min(line.Length, ShownBytes)]), why));
    }
}
