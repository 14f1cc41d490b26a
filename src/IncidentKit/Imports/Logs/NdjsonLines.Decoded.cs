using System.Text.Json;

namespace IncidentKit.Imports.Logs;

/// <content>Lines whose spelling leaves a doubt, or whose time is in another member or form.</content>
internal sealed partial class NdjsonLines
{
    /// <summary>The same, by a reader that decodes and checks everything.</summary>
    private void CountDecoded(ReadOnlySpan<byte> text, LogTally tally)
    {
        byte[] stream = [];
        var found = new byte[]?[otherTimes.Length + 1];
        try
        {
            var json = new Utf8JsonReader(text);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isStream = streamField.Length > 0 && json.ValueTextEquals(streamField);
                var name = json.ValueSpan;
                var isTime = Note(ref json, prefix: [], found);
                if (!isTime && isStream)
                    stream = Decoded(json);
                if (!isTime && json.TokenType == JsonTokenType.StartObject && !name.IsEmpty)
                    Within(ref json, name.ToArray(), found, Deepest);
                else
                    json.Skip();
            }

            json.Read();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            tally.NotUnderstood(text, "not a JSON object");
            return;
        }

        for (var rank = 0; rank < found.Length; rank++)
        {
            var reader = rank == 0 ? times : otherTimes[rank - 1].Times;
            if (found[rank] is { } time && reader.TryRead(time, out var ticks))
            {
                tally.Event(ticks, stream);
                return;
            }
        }

        tally.NotUnderstood(text, "no time that is understood");
    }

    /// <summary>Times in an object of the line.</summary>
    private void Within(ref Utf8JsonReader json, byte[] path, byte[]?[] found, int deeper)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            byte[] inner = [.. path, (byte)'.', .. json.ValueSpan];
            if (!Note(ref json, path, found) && json.TokenType == JsonTokenType.StartObject && deeper > 1)
                Within(ref json, inner, found, deeper - 1);
            else
                json.Skip();
        }
    }

    /// <summary>Goes on to a member's value, which is noted for each form of a time that it may be; whether it is for any.</summary>
    private bool Note(ref Utf8JsonReader json, ReadOnlySpan<byte> prefix, byte[]?[] found)
    {
        var ranks = 0UL;
        for (var rank = 0; rank < Math.Min(found.Length, 64); rank++)
        {
            ReadOnlySpan<byte> field = rank == 0 ? timeField : otherTimes[rank - 1].Field;
            if (
                prefix.IsEmpty ? json.ValueTextEquals(field) : IsWithin(field, prefix) && json.ValueTextEquals(field[(prefix.Length + 1)..])
            )
                ranks |= 1UL << rank;
        }

        json.Read();
        for (var rank = 0; rank < 64 && ranks >> rank != 0; rank++)
        {
            if (((ranks >> rank) & 1) != 0)
                found[rank] = Decoded(json);
        }

        return ranks != 0;
    }

    private static bool IsWithin(ReadOnlySpan<byte> field, ReadOnlySpan<byte> prefix) =>
        field.Length > prefix.Length + 1 && field[prefix.Length] == (byte)'.' && field.StartsWith(prefix);

    private static byte[] Decoded(Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.Number)
            return json.ValueSpan.ToArray();
        if (json.TokenType is not JsonTokenType.String)
            return [];
        var text = new byte[json.ValueSpan.Length];
        return text[..json.CopyString(text)];
    }
}
