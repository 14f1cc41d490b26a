using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Reports.Json;

namespace IncidentKit.Tests.Evidence;

public sealed class SecretDoorTests
{
    [Theory]
    [InlineData("proxy http://svc:hunter2@proxy:3128 refused", "proxy http://svc:[redacted:password]@proxy:3128 refused")]
    [InlineData("no answer in time", "no answer in time")]
    [InlineData("secrets-leaked.md:9:12: IKA0101 error", "secrets-leaked.md:9:12: IKA0101 error")]
    [InlineData("posts/password.html:12: a line", "posts/password.html:12: a line")]
    [InlineData("password:9a:12: x", "password:[redacted:password] x")]
    [InlineData("[redacted:password:3] of the bundle", "[redacted:password:3] of the bundle")]
    public void LineHasNoSecret(string line, string expected) => Assert.Equal(expected, SecretDoor.Line(line));

    [Fact]
    public void NumbersOfAReportGoOnAfterThoseOfItsBundle()
    {
        var report = ReportJson.ToElement(
            new
            {
                FromBundle = "password=[redacted:password:4]",
                Note = "password=hunter2",
                Again = "password: hunter2",
                Title = "calm",
            }
        );
        Assert.Equal(
            """{"fromBundle":"password=[redacted:password:4]","note":"password=[redacted:password:5]","again":"password: [redacted:password:5]","title":"calm"}""",
            JsonSerializer.Serialize(report)
        );
    }

    [Fact]
    public void FileOfAReportHoldsNoCharacterThatIsNotSeen()
    {
        const string text = "a\u202Eb\u009Bc\U000E0041d\u2028e\tf";
        var file = ReportJson.ToFile(ReportJson.ToElement(new { Text = text }));
        Assert.Equal("{\n  \"text\": \"a\\u202Eb\\u009Bc\\uDB40\\uDC41d\\u2028e\\tf\"\n}\n", System.Text.Encoding.UTF8.GetString(file));
        Assert.Equal(text, JsonDocument.Parse(file).RootElement.GetProperty("text").GetString());
    }
}
