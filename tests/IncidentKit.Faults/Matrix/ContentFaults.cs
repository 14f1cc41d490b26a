using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace IncidentKit.Faults.Matrix;

/// <summary>Answers that come whole and do not say what they should.</summary>
internal static class ContentFaults
{
    public static IEnumerable<AnswerFault> All()
    {
        yield return Says("empty body", _ => "");
        yield return Says("nothing in it", c => IsXml(c) ? $"<{c.Asked.Operation.Name}Response/>" : "{}");
        yield return Says("JSON null", _ => "null");
        yield return Says("a JSON list", _ => "[]");
        yield return Says("a JSON text", _ => "\"ok\"");
        yield return Says("white space", _ => " \n ");
        yield return Says("a health page", _ => """{"status":"ok"}""");
        yield return Says("an error of AWS with 200", _ => """{"__type":"InternalFailure","message":"sorry"}""");
        yield return Says(
            "an error of AWS with 200, XML",
            _ => "<ErrorResponse><Error><Code>InternalFailure</Code></Error></ErrorResponse>"
        );
        yield return Says("cut in the middle", c => c.Body[..(c.Body.Length / 2)]);
        yield return Says("cut by a byte", c => c.Body[..^1]);
        yield return Says("twice in a row", c => c.Body + c.Body);
        yield return Says("with text after it", c => c.Body + "<!-- proxy -->x");
        yield return Says("members are null", c => Members(c, (_, _) => null));
        yield return Says("members are texts", c => Members(c, (_, _) => "text"));
        yield return Says("members are numbers", c => Members(c, (_, _) => 7));
        yield return Says(
            "lists are objects, objects are lists",
            c => Members(c, (_, v) => v is JsonArray ? new JsonObject() : new JsonArray())
        );
        yield return Says("first member missing", c => Edit(c, o => o.Remove(First(o)), x => x.Elements().FirstOrDefault()?.Remove()));
        yield return Says("first member twice", Twice);
        yield return Says("items are null", c => Items(c, (_, _) => null));
        yield return Says("items are empty", c => Items(c, (_, _) => new JsonObject()));
        yield return Says("items are texts", c => Items(c, (_, _) => "text"));
        yield return Says("every second item is empty", c => Items(c, (v, i) => i % 2 == 0 ? v : new JsonObject()));
        yield return Says("every second item is null", c => Items(c, (v, i) => i % 2 == 0 ? v : null));
        yield return Says("every item twice", Doubled);
        yield return Says("every second name missing", c => Values(c, IsName, (v, i) => i % 2 == 0 ? v : null));
        yield return Says("names are numbers", c => Values(c, IsName, (_, i) => i));
        yield return Says("every second time stamp is a text", c => Values(c, IsTime, (v, i) => i % 2 == 0 ? v : "soon"));
        yield return Says("every second time stamp is null", c => Values(c, IsTime, (v, i) => i % 2 == 0 ? v : null));
        yield return Says("every second time stamp missing", c => Values(c, IsTime, (v, i) => i % 2 == 0 ? v : null, remove: true));
        yield return Says(
            "time stamps of the year 9999",
            c => Values(c, IsTime, (v, _) => v > 1e11 ? 253_370_764_800_000 : 253_370_764_800)
        );
        yield return Says(
            "every second time stamp of the year 9999",
            c =>
                Values(
                    c,
                    IsTime,
                    (v, i) =>
                        i % 2 == 0 ? v
                        : v > 1e11 ? 253_370_764_800_000
                        : 253_370_764_800
                )
        );
        yield return Says("time stamps of 1970", c => Values(c, IsTime, (_, i) => i));
        yield return Says("time stamps below zero", c => Values(c, IsTime, (v, _) => -v));
        yield return Says("time stamps beyond all numbers", c => Values(c, IsTime, (_, _) => 9e18));
        yield return Bytes("bad UTF-8", c => Patched(c.Bytes, [0xC3, 0x28]));
        yield return Bytes(
            "a lone surrogate",
            c => IsXml(c) ? Patched(c.Bytes, [0xED, 0xA0, 0x80]) : Patched(c.Bytes, "\\ud800"u8.ToArray())
        );
        yield return Bytes("zero bytes", c => Patched(c.Bytes, [0, 0]));
        yield return Bytes("UTF-16", c => Encoding.Unicode.GetBytes(c.Body));
        yield return Bytes("with a byte-order mark", c => [0xEF, 0xBB, 0xBF, .. c.Bytes]);
        yield return Says("nested 10,000 deep", c => Edit(c, o => o["extra"] = Deep(), x => x.Add(Nested())));
        yield return Says("of another account", c => c.Body.Replace("123456789012", "999999999999", StringComparison.Ordinal));
        yield return new("the answer of another operation", c => c.SendAsync(200, Other(c)));
        yield return Says("a new page token for ever", c => WithToken(c, Guid.NewGuid().ToString("N")));
        yield return Says("the same page token", c => WithToken(c, "again"));
        yield return Says("two page tokens in turn", c => WithToken(c, c.Asked.Token == "a" ? "b" : "a"));
        yield return Says("empty pages for ever", c => WithToken(c, Guid.NewGuid().ToString("N"), empty: c.Asked.Token is not null));
        yield return Says("a page token that is a number", c => WithToken(c, 7));
        yield return new("page 2 not found", c => Page2(c, 404, """{"__type":"ResourceNotFoundException","message":"not found"}"""));
        yield return new("page 2 is a login page", c => Page2(c, 200, "<html><body>Sign in</body></html>"));
        yield return new("page 2 has nothing in it", c => Page2(c, 200, "{}"));
        yield return new("page 2 denied", c => Page2(c, 400, """{"__type":"AccessDeniedException","message":"not authorized"}"""));
    }

    static AnswerFault Says(string name, Func<FaultyCall, string> body) => Bytes(name, c => Encoding.UTF8.GetBytes(body(c)));

    static AnswerFault Bytes(string name, Func<FaultyCall, byte[]> body) => new(name, c => c.SendAsync(c.Status, c.Type, body(c)));

    static bool IsXml(FaultyCall call) => call.Body.StartsWith('<');

    static bool IsName(string name) => name.EndsWith("Name", StringComparison.Ordinal) || name is "Id" or "EventId";

    static bool IsTime(string name) =>
        name.EndsWith("Time", StringComparison.Ordinal)
        || name.EndsWith("Date", StringComparison.Ordinal)
        || name.EndsWith("Timestamp", StringComparison.Ordinal)
        || name.EndsWith("At", StringComparison.Ordinal)
        || name is "Timestamps" or "timestamp";

    static string First(JsonObject of) => of.Select(member => member.Key).FirstOrDefault() ?? "";

    static string Edit(FaultyCall call, Action<JsonObject> json, Action<XElement> xml)
    {
        if (!IsXml(call))
        {
            var root = JsonNode.Parse(call.Body)!.AsObject();
            json(root);
            return root.ToJsonString(new() { MaxDepth = 100_000 });
        }

        var answer = XElement.Parse(call.Body);
        xml(answer.Elements().FirstOrDefault(e => e.Name.LocalName.EndsWith("Result", StringComparison.Ordinal)) ?? answer);
        return answer.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>Every member of the answer replaced.</summary>
    static string Members(FaultyCall call, Func<string, JsonNode?, JsonNode?> by) =>
        Edit(
            call,
            root =>
            {
                foreach (var (name, value) in root.ToList())
                    root[name] = by(name, value);
            },
            result =>
            {
                foreach (var element in result.Elements())
                    element.ReplaceNodes(by(element.Name.LocalName, null)?.ToString());
            }
        );

    /// <summary>Every item of the answer's lists replaced.</summary>
    static string Items(FaultyCall call, Func<JsonNode?, int, JsonNode?> by) =>
        Edit(
            call,
            root =>
            {
                foreach (var list in root.Select(member => member.Value).OfType<JsonArray>())
                    for (var i = 0; i < list.Count; i++)
                        list[i] = by(list[i]?.DeepClone(), i)?.DeepClone();
            },
            result =>
            {
                foreach (var (i, item) in result.Descendants().Where(e => e.Name.LocalName is "member" or "item").ToList().Index())
                    if (by(null, i) is not null || i % 2 == 1)
                        item.RemoveNodes();
            }
        );

    /// <summary>Every value of some name replaced, however deep, also in events that are texts.</summary>
    static string Values(FaultyCall call, Func<string, bool> named, Func<double, int, object?> by, bool remove = false)
    {
        var count = 0;
        return Edit(
            call,
            root => Walk(root),
            result =>
            {
                foreach (var element in result.Descendants().Where(e => named(e.Name.LocalName) && !e.HasElements).ToList())
                    if (by(0, count++) is var value && !(value is double and 0))
                        element.ReplaceNodes(value?.ToString());
            }
        );

        void Walk(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject members:
                    foreach (var (name, value) in members.ToList())
                    {
                        if (named(name) && value is JsonValue)
                            Replace(members, name, value);
                        else if (named(name) && value is JsonArray list)
                            for (var i = 0; i < list.Count; i++)
                                list[i] = New(list[i]);
                        else
                            Walk(value);
                    }

                    break;
                case JsonArray items:
                    foreach (var item in items)
                        Walk(item);
                    break;
            }
        }

        void Replace(JsonObject members, string name, JsonNode value)
        {
            var replaced = New(value);
            if (replaced is null && remove)
                members.Remove(name);
            else
                members[name] = replaced;
        }

        JsonNode? New(JsonNode? old)
        {
            var was = old is JsonValue value && value.TryGetValue<double>(out var number) ? number : double.NaN;
            return by(was, count++) switch
            {
                null => null,
                double kept when double.IsNaN(kept) || kept == was => old?.DeepClone(),
                double other => JsonValue.Create(other),
                long other => JsonValue.Create(other),
                int other => JsonValue.Create(other),
                var text => JsonValue.Create(text.ToString()),
            };
        }
    }

    static string Twice(FaultyCall call)
    {
        if (IsXml(call))
            return Edit(call, _ => { }, x => x.AddFirst(new XElement(x.Elements().First())));
        var root = JsonNode.Parse(call.Body)!.AsObject();
        return First(root) is { Length: > 0 } first ? $"{{\"{first}\":[],{call.Body[1..]}" : call.Body;
    }

    static string Doubled(FaultyCall call) =>
        Edit(
            call,
            root =>
            {
                foreach (var list in root.Select(member => member.Value).OfType<JsonArray>())
                foreach (var item in list.ToList())
                    list.Add(item?.DeepClone());
            },
            result =>
            {
                foreach (var item in result.Descendants().Where(e => e.Name.LocalName is "member" or "item").ToList())
                    item.AddAfterSelf(new XElement(item));
            }
        );

    /// <summary>Bytes put inside the first text of the answer.</summary>
    static byte[] Patched(byte[] body, byte[] with)
    {
        var at =
            body.AsSpan().IndexOf("\":\""u8) is >= 0 and var text ? text + 3
            : body.AsSpan().IndexOf("\""u8) is >= 0 and var name ? name + 1
            : body.AsSpan().IndexOf(">"u8) + 1;
        return [.. body[..at], .. with, .. body[at..]];
    }

    static JsonNode Deep()
    {
        JsonNode at = new JsonArray();
        for (var i = 0; i < 9_999; i++)
            at = new JsonArray(at);
        return at;
    }

    static XElement Nested()
    {
        var at = new XElement("x");
        for (var i = 0; i < 2_000; i++)
            at = new XElement("x", at);
        return at;
    }

    static string Other(FaultyCall call) =>
        IsXml(call) ? "<ListUsersResponse><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>"
        : call.Asked.Operation.Name == "ListClusters" ? """{"taskArns":[]}"""
        : """{"clusterArns":[]}""";

    static string WithToken(FaultyCall call, JsonNode token, bool empty = false)
    {
        if (call.Asked.Operation.Paging is not { } paging || IsXml(call))
            return call.Body;
        var root = JsonNode.Parse(call.Body)!.AsObject();
        root[paging.Answer] = token;
        if (empty)
            root[paging.Items] = new JsonArray();
        return root.ToJsonString();
    }

    static Task<bool> Page2(FaultyCall call, int status, string body) =>
        call.Asked.Operation.Paging is null ? call.SoundAsync()
        : call.Asked.Token is null ? call.SendAsync(200, WithToken(call, "page-50"))
        : call.SendAsync(status, body);
}
