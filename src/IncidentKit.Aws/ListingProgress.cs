using System.Text.Json;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;

namespace IncidentKit.Aws;

/// <summary>How far a listing has come, and why it is not followed further: one that goes round, or on for ever, is cut.</summary>
sealed class ListingProgress(CollectionLimits limits, AwsOperation operation)
{
    /// <summary>Pages without an item in a row: an operation that searches may have some.</summary>
    const int EmptyPages = 1_000;

    readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    readonly HashSet<int> _pages = [];
    int _count;
    int _items;
    int _empty;

    /// <summary>Why the page that a token leads to is not asked for; null to go on.</summary>
    /// <param name="page">The page that names it.</param>
    /// <param name="next">The token.</param>
    public string? Stop(JsonElement page, string next)
    {
        var items = page.Member(operation.Paging!.Items);
        var count = items is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
        (_count, _items, _empty) = (_count + 1, _items + count, count == 0 ? _empty + 1 : 0);
        return !_tokens.Add(next) ? $"{operation} gave the same page token twice"
            : count > 0 && !_pages.Add(string.GetHashCode(items!.Value.GetRawText(), StringComparison.Ordinal))
                ? $"{operation} gave the same page twice"
            : _count >= limits.Pages ? $"more than {limits.Pages} pages of {operation}, the limit of a listing"
            : _items >= limits.Items ? $"more than {limits.Items} items of {operation}, the limit of a listing"
            : _empty >= EmptyPages ? $"{EmptyPages} pages of {operation} without an item"
            : null;
    }
}
