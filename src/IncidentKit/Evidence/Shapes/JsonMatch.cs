using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace IncidentKit.Evidence.Shapes;

/// <summary>
/// Holds a JSON answer against its shape, in one pass over its bytes. An item of a list that cannot be read costs that item, anything else
/// the answer.
/// </summary>
/// <param name="body">The answer: valid UTF-8.</param>
/// <param name="askedAt">When it was asked for.</param>
internal ref struct JsonMatch(ReadOnlySpan<byte> body, Instant askedAt)
{
    private static readonly Shape AnyObject = Shape.Parse("map");

    private readonly PastTimes _past = new(askedAt);
    private Utf8JsonReader _json = new(body, new JsonReaderOptions { MaxDepth = BundleFormat.MaxDepth });
    private List<(int Start, int End, string Problem)>? _left;
    private int _items;

    /// <summary>Why it is not the answer; null when it is.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public string? Problem(Shape shape)
    {
        _json.Read();
        var problem = Value(shape);
        while (problem is null && _json.Read())
        {
            // More than one value is no JSON.
        }

        return problem;
    }

    /// <summary>How many items could not be read.</summary>
    public readonly int Unread => _left?.Count ?? 0;

    /// <summary>What is wrong with the first of them.</summary>
    public readonly string? FirstUnread => _left?[0].Problem;

    /// <summary>The answer without the items that could not be read.</summary>
    public readonly byte[] Readable(ReadOnlySpan<byte> whole)
    {
        var kept = new List<byte>(whole.Length);
        var from = 0;
        foreach (var (start, end, _) in _left ?? [])
        {
            kept.AddRange(whole[from..start]);
            from = end;
            if (from < whole.Length && whole[from] == (byte)',')
                from++;
            else if (kept[^1] == (byte)',')
                kept.RemoveAt(kept.Count - 1);
        }

        kept.AddRange(whole[from..]);
        return [.. kept];
    }

    private string? Value(Shape shape)
    {
        if (shape.Or is not { } other)
            return Only(shape);
        var begun = _json;
        var left = Unread;
        if (Only(shape) is not { } problem)
            return null;
        _json = begun;
        Forget(left);
        return Value(other) is null ? null : problem;
    }

    private string? Only(Shape shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Object:
                return _json.TokenType == JsonTokenType.StartObject ? Members(shape) : Other(shape);
            case ShapeKind.List:
                return _json.TokenType == JsonTokenType.StartArray ? Items(shape) : Other(shape);
            case ShapeKind.Map:
                if (_json.TokenType != JsonTokenType.StartObject)
                    return Other(shape);
                _json.Skip();
                return null;
            case ShapeKind.Any:
                _json.Skip();
                return null;
            case ShapeKind.Json when _json.TokenType == JsonTokenType.String:
                return Inside(_json.GetString()!, shape.Item, askedAt);
            default:
                return IsScalar(shape.Kind) ? null : Other(shape);
        }
    }

    private string? Members(Shape shape)
    {
        var seen = 0UL;
        int? beside = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var at = IndexOf(shape);
            _json.Read();
            if (at < 0)
            {
                if (shape.Closed)
                    return " has other members";
                _json.Skip();
                continue;
            }

            var member = shape.Members[at];
            if ((seen & (1UL << at)) != 0)
                return $".{member.Name} is there twice";
            if (_json.TokenType == JsonTokenType.Null && member.Optional)
                continue;
            seen |= 1UL << at;
            if (Value(member.Shape) is { } problem)
                return $".{member.Name}{problem}";
            if (!member.Shape.Strict)
                continue;
            if (beside is { } others && others != _items)
                return $".{member.Name} has {_items} items, the list beside it {others}";
            beside = _items;
        }

        for (var i = 0; i < shape.Members.Count; i++)
        {
            if (!shape.Members[i].Optional && (seen & (1UL << i)) == 0)
                return $".{shape.Members[i].Name} is missing";
        }

        return null;
    }

    private string? Items(Shape shape)
    {
        var count = 0;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            var begun = _json;
            var left = Unread;
            if (Value(shape.Item!) is { } problem)
            {
                if (shape.Strict)
                    return $"[{count}]{problem}";
                _json = begun;
                Forget(left);
                var start = (int)_json.TokenStartIndex;
                _json.Skip();
                (_left ??= []).Add((start, (int)_json.BytesConsumed, $"[{count}]{problem}"));
            }

            count++;
        }

        _items = count;
        return null;
    }

    private readonly void Forget(int all) => _left?.RemoveRange(all, _left.Count - all);

    private readonly int IndexOf(Shape shape)
    {
        for (var i = 0; i < shape.Members.Count; i++)
        {
            if (_json.ValueTextEquals(shape.Members[i].Utf8))
                return i;
        }

        // Emulators and the AWS CLI write some names in another letter case.
        for (var i = 0; i < shape.Members.Count; i++)
        {
            if (Ascii.EqualsIgnoreCase(_json.ValueSpan, shape.Members[i].Utf8))
                return i;
        }

        return -1;
    }

    private readonly bool IsScalar(ShapeKind kind) =>
        (kind, _json.TokenType) switch
        {
            // What was mended when it was read is not what AWS said.
            (ShapeKind.Text, JsonTokenType.String) => _json.ValueIsEscaped
                ? !_json.GetString()!.Contains('\uFFFD', StringComparison.Ordinal)
                : _json.ValueSpan.IndexOf("\uFFFD"u8) < 0,
            (ShapeKind.Number, JsonTokenType.Number) => _json.TryGetDouble(out var number) && double.IsFinite(number),
            (ShapeKind.Flag, JsonTokenType.True or JsonTokenType.False) => true,
            (ShapeKind.Milliseconds, JsonTokenType.Number) => _json.TryGetInt64(out var past) && _past.HoldsMilliseconds(past),
            (ShapeKind.Time, JsonTokenType.Number) => _json.TryGetDecimal(out var past) && _past.HoldsSeconds(past),
            (ShapeKind.Date, JsonTokenType.Number) => _json.TryGetDecimal(out var date) && Math.Abs(date) < PastTimes.MostSeconds,
            (ShapeKind.Time, JsonTokenType.String) => _past.Holds(_json.GetString()!),
            (ShapeKind.Date, JsonTokenType.String) => PastTimes.IsDate(_json.GetString()!),
            _ => false,
        };

    /// <summary>Why a text is not the JSON that it should be; null when it is.</summary>
    public static string? Inside(string text, Shape? shape, Instant askedAt)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            var inner = new JsonMatch(bytes, askedAt);
            return !WellFormed.Is(bytes) ? " is not valid text" : inner.Problem(shape ?? AnyObject);
        }
        catch (JsonException)
        {
            return " is not JSON";
        }
    }

    private readonly string Other(Shape shape)
    {
        var came = _json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => Short($"'{Encoding.UTF8.GetString(_json.ValueSpan)}'"),
            JsonTokenType.Null => "null",
            _ => Short(Encoding.UTF8.GetString(_json.ValueSpan)),
        };
        return string.Create(CultureInfo.InvariantCulture, $" is {came}, not {shape.Word}");
    }

    private static string Short(string text) => text.Length > 40 ? text[..37] + "…'" : text;
}
