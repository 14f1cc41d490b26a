namespace IncidentKit.Claims.Reading;

/// <summary>Entries under one day.</summary>
/// <param name="Day">The day; null where none stands above them.</param>
/// <param name="Blocks">The items, rows, headings or paragraphs, each with its entries; one begins with null where it begins with no
/// time.</param>
internal sealed record TimelinePart(DateClaim? Day, List<List<TimelineEntry?>> Blocks);
