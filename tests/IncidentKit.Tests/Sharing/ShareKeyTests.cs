using System.Text;
using IncidentKit.Basics;
using IncidentKit.Sharing;

namespace IncidentKit.Tests.Sharing;

public sealed class ShareKeyTests
{
    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var key = new ShareKey([new("a\u202e\"\\", "schedule-1"), new("取引", "the desk"), new("<b>&", "x")]);
        Assert.Equal(key.Pairs, ShareKey.Parse("key", key.ToFile()).Pairs);
        Assert.DoesNotContain("\u202e", Encoding.UTF8.GetString(key.ToFile()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"names":[]}""")]
    [InlineData("""{"names":{"a":1}}""")]
    [InlineData("""{"names":{"a":" "}}""")]
    [InlineData("""{"names":{"":"x"}}""")]
    [InlineData("""{"names":{"a":"x","a":"y"}}""")]
    [InlineData("""{"names":{"\ud800":"x"}}""")]
    [InlineData("""{"names":{"a":"\ud800"}}""")]
    [InlineData("""{"names":{"a":"x"}""")]
    public void WhatIsNoKeyIsAMistakeOfTheUser(string text)
    {
        var mistake = Assert.Throws<InputException>(() => ShareKey.Parse("k.json", Encoding.UTF8.GetBytes(text)));
        Assert.Equal(InputProblem.Content, mistake.Problem);
        Assert.StartsWith("k.json is not a key", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
    }
}
