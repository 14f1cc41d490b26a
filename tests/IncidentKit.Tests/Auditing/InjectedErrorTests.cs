using IncidentKit.Benchmarks.Injected;

namespace IncidentKit.Tests.Auditing;

/// <summary>The errors that the benchmark puts into reports: what they make of a line, and where there must be none.</summary>
public class InjectedErrorTests
{
    [Theory]
    [InlineData("rows swapped", "- 10:00 a\n- 10:05 b\n- 10:20 c\n- 10:40 d", "- 10:05 b … - 10:20 c")]
    [InlineData("rows swapped", "|12:50 UTC|a|\n|13:10 UTC|b|\n|13:20 UTC|c|\n|13:40 UTC|d|", "|13:10 UTC|b| … |13:20 UTC|c|")]
    [InlineData("rows swapped", "### 23:50\na\n### 00:10\nb\n### 00:20\nc\n### 01:00\nd", "### 00:10 … ### 00:20")]
    [InlineData("length ±30 %", "From 10:00 to 10:40 UTC (40 minutes) nothing ran.", "From 10:00 to 10:40 UTC (40 minutes) nothing ran.")]
    [InlineData("length ±30 %", "Duration: 1 hour 10 minutes\n\nThe outage lasted 70 minutes.", "Duration: 1 hour 10 minutes")]
    [InlineData(
        "length ±30 %",
        "The site was down for 30 minutes.\n\n- 9:10am a\n- 9:20am b\n- 9:40am c",
        "The site was down for 30 minutes."
    )]
    [InlineData("weekday", "On Tuesday, 4 March 2025 it failed.", "On Tuesday, 4 March 2025 it failed.")]
    [InlineData("clock's half", "- 10:00 a\n- 10:05 b\n- 10:20 c\n- 10:40 d", "- 10:05 b")]
    [InlineData("N of M", "3 of 5 nodes were down.", "3 of 5 nodes were down.")]
    [InlineData("count of a list", "There were three causes:\n\n* a\n* b\n  more\n* c", "There were three causes:")]
    [InlineData("second statement", "Severity: SEV-2\n\nAs a SEV2 it was reviewed.", "As a SEV2 it was reviewed.")]
    [InlineData("end before start", "- Start: 2025-03-04 10:00\n- End: 2025-03-04 11:00", "- Start: 2025-03-04 10:00")]
    [InlineData("end before start", "between 10:00 and 11:00 UTC", "between 10:00 and 11:00 UTC")]
    [InlineData("resolved, with an open item", "Status: Resolved\n\n## Verification\n- [x] orders flow", "- [x] orders flow")]
    public void PutsOneErrorWhereTheStatementStands(string kind, string report, string changed) =>
        Assert.Contains(Places(kind, report), e => e.Was == changed && e.Text != report && e.Lines.Count > 0);

    [Theory]
    [InlineData("rows swapped", "- 10:20 a\n- 10:05 b\n- 10:40 c")]
    [InlineData("rows swapped", "```\n10:00 a\n10:05 b\n10:20 c\n```")]
    [InlineData("length ±30 %", "It took about 40 minutes, from 10:00 to 10:40.")]
    [InlineData("length ±30 %", "The outage lasted 70 minutes.")]
    [InlineData("weekday", "On Monday, 4 March 2025 it failed.")]
    [InlineData("clock's half", "- 10:00 a\n- 10:05 b\n- 22:20 c\n- 23:40 d")]
    [InlineData("N of M", "version 3 of 2.5")]
    [InlineData("count of a list", "All three nodes acquired:\n\n* a\n* b\n* c")]
    [InlineData("second statement", "Severity: SEV-2, which means a market is down. SEV-3 means less.")]
    [InlineData("end before start", "ports 10:00 and 11:00")]
    [InlineData("resolved, with an open item", "## Verification\n- [x] orders flow")]
    public void LeavesAloneWhatWouldNotBeWrong(string kind, string report) => Assert.Empty(Places(kind, report));

    [Fact]
    public void SwappedRowsAreFoundWhereTheyWent()
    {
        var error = Places("rows swapped", "- 10:00 a\n  b\n- 10:05 c\n- 10:20 d\n- 10:40 e")
            .First(e => e.Was.StartsWith("- 10:00", StringComparison.Ordinal) && e.Was.EndsWith('d'));

        Assert.Equal("- 10:20 d\n- 10:05 c\n- 10:00 a\n  b\n- 10:40 e", error.Text);
        Assert.Equal([1, 2, 3, 5], error.Lines.Order());
    }

    private static IEnumerable<InjectedError> Places(string kind, string report) =>
        InjectedKind.All.Single(k => k.Name == kind).Places(new(report), new Random(1));
}
