using System.Globalization;

namespace IncidentKit.Tests.Reports;

/// <summary>The documents depend on the bundle and the inputs alone.</summary>
[Collection(nameof(DeterminismTests))]
[CollectionDefinition(nameof(DeterminismTests), DisableParallelization = true)]
public sealed class DeterminismTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void TheSameBundleGivesTheSameBytes(string recording) => AssertSame(Freeze.Named(recording), Freeze.Of(recording));

    [Fact]
    public void CultureAndZoneOfTheMachineChangeNothing()
    {
        var expected = Freeze.Closed;
        var (culture, zone) = (CultureInfo.CurrentCulture, Environment.GetEnvironmentVariable("TZ"));
        try
        {
            CultureInfo.CurrentCulture = Foreign();
            Environment.SetEnvironmentVariable("TZ", "Asia/Kolkata");
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(TimeSpan.FromMinutes(330), TimeZoneInfo.Local.BaseUtcOffset);
            AssertSame(expected, Freeze.Of("closed"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }
    }

    /// <summary>Globalization is invariant, so there is no Turkish culture; one that writes numbers and dates otherwise does as well.</summary>
    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (",", "~");
        (culture.DateTimeFormat.DateSeparator, culture.DateTimeFormat.TimeSeparator) = (".", ";");
        Assert.Equal("~1,5", string.Create(culture, $"{-1.5}"));
        return culture;
    }

    private static void AssertSame(Freeze expected, Freeze actual)
    {
        Assert.Equal(expected.Json, actual.Json);
        Assert.Equal(expected.Markdown, actual.Markdown);
        Assert.Equal(expected.Html, actual.Html);
        Assert.Equal(expected.Runbook, actual.Runbook);
        Assert.Equal(expected.FixScript, actual.FixScript);
    }
}
