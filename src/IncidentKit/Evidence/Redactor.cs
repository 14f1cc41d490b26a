using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentKit.Evidence.Secrets;

namespace IncidentKit.Evidence;

/// <summary>
/// Replaces the secrets in an answer by markers. It looks into every text but paging tokens, and into JSON inside a text (a target's
/// Input, CloudTrailEvent, a log line), also where it is encoded in base64. A value under a secret's name goes as a whole: a member such
/// as <c>password</c>, a pair such as <c>{"name":"DB_PASS","value":…}</c>, the word after <c>--password</c> in a command. All other bytes
/// stay as AWS sent them, apart from insignificant white space. Thread-safe.
/// </summary>
/// <param name="marks">Gives the markers; null for those of a recording.</param>
internal sealed class Redactor(RedactionMarks? marks = null)
{
    private const int MaxNesting = 8;

    /// <summary>A text holds no more JSON values than this; each is looked for from its first bracket.</summary>
    private const int MostValues = 4;

    /// <summary>A longer text seldom comes twice.</summary>
    private const int LongestKept = 128;
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = BundleFormat.MaxDepth };
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    private readonly RedactionMarks _marks = marks ?? new RedactionMarks();

    /// <summary>Numbers of markers in a line of an earlier run are not given again. Not thread-safe.</summary>
    public void SkipMarksOf(ReadOnlySpan<byte> line) => _marks.SkipMarksOf(line);

    /// <summary>The answer without white space and secrets; the same memory when nothing had to change.</summary>
    /// <exception cref="ArgumentException">It is not one JSON value.</exception>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Rewrite(body.Span, compact: true, nesting: 0) ?? body;
        }
        catch (JsonException wrong)
        {
            throw new ArgumentException("The body is not JSON: give an answer that is not JSON as a JSON string.", nameof(body), wrong);
        }
    }

    /// <summary>Parameters without secrets; the record's id stays that of the question as it was asked.</summary>
    public JsonElement Redact(JsonElement parameters) =>
        Rewrite(Encoding.UTF8.GetBytes(parameters.GetRawText()), compact: true, nesting: 0) is { } redacted
            ? JsonElement.Parse(redacted.Span)
            : parameters;

    /// <summary>A row of the manifest: what AWS and proxies say of an error stands in its reason, and may repeat what was sent.</summary>
    public SourceCoverage Redact(SourceCoverage row, MarkNumbering numbering) =>
        row.Reason is { } reason ? row with { Reason = numbering.Renumber(Redact(reason)) } : row;

    /// <summary>A text without secrets.</summary>
    public string Redact(string text) => Replace(text, name: null, nesting: 0);

    /// <summary>The JSON with its secrets replaced, or null when it can stay.</summary>
    private ReadOnlyMemory<byte>? Rewrite(ReadOnlySpan<byte> json, bool compact, int nesting)
    {
        var reader = new Utf8JsonReader(json, Deep);
        var edits = new Edits(json);
        var scopes = new Stack<JsonScope>();
        var scope = JsonScope.Outside;
        var member = default(string);
        var flag = default(TellingName?);
        var end = 0;
        // A report says most of its names and words a thousand times.
        var cleanNames = nesting == 0 ? new HashSet<string>(StringComparer.Ordinal) : null;
        var cleanTexts = nesting == 0 ? new HashSet<string>(StringComparer.Ordinal) : null;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            if (compact)
                edits.Compact(end..start);
            end = start + TokenLength(ref reader);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = Text(ref reader, out var isRawName);
                    if (cleanNames?.Contains(member) == true)
                        continue;
                    var name = SecretPatterns.ReplaceForms(member, _marks.Of);
                    if (ReferenceEquals(name, member) || name == member)
                        cleanNames?.Add(member);
                    else
                        edits.Replace(start..end, isRawName ? $"\"{name}\"" : Quoted(name));
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    scopes.Push(scope);
                    scope = scope.Enter(member, reader.TokenType == JsonTokenType.StartObject);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    scope = scopes.Pop();
                    break;
                case JsonTokenType.String when member is null || !JsonScope.IsPageToken(member):
                    var text = Text(ref reader, out var isRaw);
                    var known = flag ?? scope.NameOf(member, text, reader);
                    flag = member is null && text.StartsWith("--", StringComparison.Ordinal) ? SecretNames.Of(text) : null;
                    if (known is null && cleanTexts?.Contains(text) == true)
                        break;
                    var replaced = Replace(text, known, nesting);
                    if (!ReferenceEquals(replaced, text) && replaced != text)
                        edits.Replace(start..end, isRaw ? $"\"{replaced}\"" : Quoted(replaced));
                    else if (known is null && text.Length <= LongestKept)
                        cleanTexts?.Add(text);
                    break;
                case JsonTokenType.Number when scope.NameOf(member, "", reader) is { Kind: "password" }:
                    edits.Replace(start..end, Quoted(_marks.Of("password", Encoding.UTF8.GetString(json[start..end]))));
                    break;
                default:
                    break;
            }

            member = null;
        }

        if (compact)
            edits.Compact(end..json.Length);
        return edits.Result();
    }

    private string Replace(string text, TellingName? name, int nesting)
    {
        if (name is { } telling && SecretValues.Fits(telling, text))
            return _marks.Of(telling.Kind, text);
        if (nesting < MaxNesting)
            text = ReplaceJson(text, nesting);
        return SecretPatterns.Replace(text, _marks.Of);
    }

    /// <summary>Replaces the secrets of the JSON values that a text is or holds.</summary>
    private string ReplaceJson(string text, int nesting)
    {
        var from = 0;
        for (var tries = 0; tries < MostValues && JsonText.TryFind(text, from, out var at); tries++)
        {
            var json = Encoding.UTF8.GetBytes(text[at..]);
            if (JsonText.LengthOf(json) is not (> 0 and var length))
            {
                from = at + 1;
                continue;
            }

            var tail = Encoding.UTF8.GetString(json.AsSpan(length));
            var inner = Rewrite(json.AsSpan(0, length), compact: false, nesting + 1) is { } rewritten
                ? Encoding.UTF8.GetString(rewritten.Span)
                : null;
            from = inner is null ? text.Length - tail.Length : at + inner.Length;
            if (inner is not null)
                text = string.Concat(text.AsSpan(0, at), inner, tail);
        }

        for (from = 0; JsonText.TryFindBase64(text, from, out var encoded, out var decoded); )
        {
            from = encoded.End.Value;
            if (Rewrite(decoded, compact: false, nesting + 1) is null)
                continue;
            var mark = _marks.Of("secret", text[encoded]);
            from = encoded.Start.Value + mark.Length;
            text = string.Concat(text.AsSpan(0, encoded.Start.Value), mark, text.AsSpan(encoded.End.Value));
        }

        return text;
    }

    /// <summary>A name or text; as spelled in the JSON when its escapes make no valid text.</summary>
    private static string Text(ref Utf8JsonReader reader, out bool isRaw)
    {
        isRaw = false;
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            isRaw = true;
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static int TokenLength(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.ValueSpan.Length + 2 : reader.ValueSpan.Length;

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>A copy of the JSON with some spans replaced; no copy is made before the first.</summary>
    private ref struct Edits(ReadOnlySpan<byte> json)
    {
        private readonly ReadOnlySpan<byte> _json = json;
        private ArrayBufferWriter<byte>? _output;
        private int _copied;

        public void Replace(Range span, string by)
        {
            CopyUntil(span.Start.Value);
            _output.Write(Encoding.UTF8.GetBytes(by));
            _copied = span.End.Value;
        }

        /// <summary>Drops the white space of what stands between two tokens.</summary>
        public void Compact(Range gap)
        {
            if (!_json[gap].ContainsAny(WhiteSpace))
                return;
            CopyUntil(gap.Start.Value);
            foreach (var separator in _json[gap])
            {
                if (!WhiteSpace.Contains(separator))
                    _output.Write([separator]);
            }

            _copied = gap.End.Value;
        }

        public ReadOnlyMemory<byte>? Result()
        {
            if (_output is null)
                return null;
            CopyUntil(_json.Length);
            return _output.WrittenMemory;
        }

        [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_output))]
        private void CopyUntil(int at)
        {
            _output ??= new ArrayBufferWriter<byte>(_json.Length);
            _output.Write(_json[_copied..at]);
            _copied = at;
        }
    }
}
