using IncidentKit.Sharing;

namespace IncidentKit.Cli;

/// <summary>How documents are made for readers outside.</summary>
/// <param name="Key">The pseudonyms of earlier reports.</param>
/// <param name="Include">What does not stay inside.</param>
internal sealed record ShareRequest(ShareKey Key, IReadOnlyCollection<KeptInside> Include);
