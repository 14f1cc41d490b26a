using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>Reads the streams of one DescribeLogStreams answer in one pass over its bytes.</summary>
internal ref struct StreamPage(ReadOnlySpan<byte> body)
{
    private Utf8JsonReader _reader = new(body);
    private bool _inStreams;

    /// <summary>Whether the answer has a next page; known once <see cref="Next"/> has returned false.</summary>
    public bool HasNextToken { get; private set; }

    /// <summary>One stream; a time is null when the answer has none. The name is UTF-8 and valid as long as the page.</summary>
    public readonly ref struct Stream(ReadOnlySpan<byte> name, Instant? created, Instant? firstEvent, Instant? lastEvent)
    {
        public ReadOnlySpan<byte> Name { get; } = name;

        public Instant? Created { get; } = created;

        public Instant? FirstEvent { get; } = firstEvent;

        public Instant? LastEvent { get; } = lastEvent;
    }

    /// <summary>The next stream of the page, false after the last.</summary>
    /// <exception cref="JsonException">The answer is not JSON.</exception>
    public bool Next(out Stream stream)
    {
        while (_reader.Read())
        {
            if (_inStreams)
            {
                if (_reader.TokenType == JsonTokenType.StartObject)
                {
                    stream = ReadStream();
                    return true;
                }

                _inStreams = _reader.TokenType != JsonTokenType.EndArray;
            }
            else if (_reader.TokenType == JsonTokenType.PropertyName && _reader.CurrentDepth == 1)
            {
                ReadMember();
            }
        }

        stream = default;
        return false;
    }

    private void ReadMember()
    {
        var streams = _reader.ValueTextEquals("logStreams"u8);
        var token = _reader.ValueTextEquals("nextToken"u8);
        _reader.Read();
        if (streams && _reader.TokenType == JsonTokenType.StartArray)
            _inStreams = true;
        else if (token)
            HasNextToken = _reader.TokenType == JsonTokenType.String;
        else
            _reader.Skip();
    }

    private Stream ReadStream()
    {
        ReadOnlySpan<byte> name = default;
        Instant? created = null,
            first = null,
            last = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("logStreamName"u8))
            {
                _reader.Read();
                name = Text();
            }
            else if (_reader.ValueTextEquals("creationTime"u8))
            {
                created = Milliseconds();
            }
            else if (_reader.ValueTextEquals("firstEventTimestamp"u8))
            {
                first = Milliseconds();
            }
            else if (_reader.ValueTextEquals("lastEventTimestamp"u8))
            {
                last = Milliseconds();
            }
            else
            {
                _reader.Skip();
            }
        }

        return new Stream(name, created, first, last);
    }

    private ReadOnlySpan<byte> Text()
    {
        if (_reader.TokenType != JsonTokenType.String)
            return default;
        if (!_reader.ValueIsEscaped)
            return _reader.ValueSpan;
        var unescaped = new byte[_reader.ValueSpan.Length];
        return unescaped.AsSpan(0, _reader.CopyString(unescaped));
    }

    private Instant? Milliseconds()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var value) ? JsonReading.OfMilliseconds(value) : null;
    }
}
