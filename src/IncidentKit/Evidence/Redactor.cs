using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IncidentKit.Evidence;

/// <summary>
/// Replaces the secrets in an answer by markers. It looks into every text but paging tokens, and into JSON inside a text (a target's
/// Input, CloudTrailEvent, a log line). A value under a secret's name goes as a whole: a member such as <c>password</c>, an environment
/// variable such as <c>DB_PASSWORD</c>, the word after <c>--password</c> in a command. All other bytes stay as AWS sent them, apart from
/// insignificant white space. Request parameters
/// are not looked into: the tool itself made them, and a record's id is computed from them. Thread-safe.
/// </summary>
internal sealed class Redactor
{
    private const int MaxNesting = 8;
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = BundleFormat.MaxDepth };
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    private readonly RedactionMarks _marks = new();

    /// <summary>What an array or object is, as far as names of variables go.</summary>
    private enum Scope
    {
        Other,

        /// <summary>The value of <c>environment</c>: a list of name and value (ECS), or an object (Lambda).</summary>
        Environment,

        /// <summary>An item of that list.</summary>
        Variable,

        /// <summary><c>environment.variables</c>, whose members are the variables.</summary>
        Variables,
    }

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

    /// <summary>The JSON with its secrets replaced, or null when it can stay.</summary>
    private ReadOnlyMemory<byte>? Rewrite(ReadOnlySpan<byte> json, bool compact, int nesting)
    {
        var reader = new Utf8JsonReader(json, Deep);
        var edits = new Edits(json);
        var scopes = new Stack<(Scope Scope, string? Kind)>();
        var member = default(string);
        var flag = default(string);
        var end = 0;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            if (compact)
                edits.Compact(end..start);
            end = start + TokenLength(ref reader);
            var (scope, kind) = scopes.TryPeek(out var top) ? top : default;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = Text(ref reader, out _);
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    scopes.Push(Enter(reader, scope, member));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    scopes.Pop();
                    break;
                case JsonTokenType.String when member is null || !SecretPatterns.IsPageToken(member):
                    var text = Text(ref reader, out var isRaw);
                    var replaced = Replace(text, flag ?? KindOf(scope, kind, member), nesting);
                    flag = member is null && text.StartsWith("--", StringComparison.Ordinal) ? SecretPatterns.KindOfMember(text) : null;
                    if (!ReferenceEquals(replaced, text) && replaced != text)
                        edits.Replace(start..end, isRaw ? $"\"{replaced}\"" : Quoted(replaced));
                    break;
                case JsonTokenType.Number when KindOf(scope, kind, member) == "password":
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

    private string Replace(string text, string? kind, int nesting)
    {
        if (kind is not null)
            return SecretPatterns.IsPlaceholder(text) ? text : _marks.Of(kind, text);
        if (nesting < MaxNesting && text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            try
            {
                return Rewrite(Encoding.UTF8.GetBytes(text), compact: false, nesting + 1) is { } inner
                    ? Encoding.UTF8.GetString(inner.Span)
                    : text;
            }
            catch (JsonException)
            {
                // A text that only begins like JSON.
            }
        }

        return SecretPatterns.Replace(text, _marks.Of);
    }

    private static string? KindOf(Scope scope, string? kindOfVariable, string? member) =>
        member is null ? null
        : scope == Scope.Variable && member.Equals("value", StringComparison.OrdinalIgnoreCase) ? kindOfVariable
        : scope is Scope.Variables or Scope.Environment ? SecretPatterns.KindOfVariable(member)
        : SecretPatterns.KindOfMember(member);

    private static (Scope Scope, string? Kind) Enter(Utf8JsonReader reader, Scope outer, string? member)
    {
        if (member is not null && member.Equals("environment", StringComparison.OrdinalIgnoreCase))
            return (Scope.Environment, null);
        if (outer == Scope.Environment && member is null && reader.TokenType == JsonTokenType.StartObject)
            return (Scope.Variable, SecretPatterns.KindOfVariable(NameIn(reader)));
        if (outer == Scope.Environment && member is not null && member.Equals("variables", StringComparison.OrdinalIgnoreCase))
            return (Scope.Variables, null);
        return (Scope.Other, null);
    }

    /// <summary>The member <c>name</c> of the object that begins here, which may follow its <c>value</c>. The reader is a copy.</summary>
    private static string NameIn(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = Text(ref reader, out _).Equals("name", StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String)
                return Text(ref reader, out _);
            reader.Skip();
        }

        return "";
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
