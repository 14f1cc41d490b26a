using IncidentKit.Basics;
using IncidentKit.Rendering.Html;

namespace IncidentKit.Tests.Rendering;

public sealed class HtmlRendererTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<iframe src=x></iframe>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](data:text/html,x)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[r]\n\n[r]: javascript:alert(1)")]
    [InlineData("![x](http://evil.example/i.png)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("# a {onclick=alert(1)}")]
    public void NothingRunsAndNothingIsLoaded(string markdown)
    {
        string page = HtmlRenderer.ToHtml(markdown, "t");
        string body = page[page.IndexOf("<body>", StringComparison.Ordinal)..];
        Assert.DoesNotMatch("(?i)<(script|iframe|img)|href=\"(javascript|data|vbscript|//)| onclick=\"", body);
    }

    [Fact]
    public void GoodLinksStay() =>
        Assert.Contains(
            "<a href=\"https://a.example/?q=1\">",
            HtmlRenderer.ToHtml("[x](https://a.example/?q=1) [y](#part)", "t"),
            StringComparison.Ordinal
        );

    [Fact]
    public void TheTitleIsText() =>
        Assert.Contains("<title>a &lt;b&gt; &amp; c</title>", HtmlRenderer.ToHtml("x", "a <b> & c"), StringComparison.Ordinal);

    [Fact]
    public void DeepNestingIsAnInputMistake() =>
        Assert.Equal(
            InputProblem.Content,
            Assert.Throws<InputException>(() => HtmlRenderer.ToHtml(new string('>', 2000) + "x", "t")).Problem
        );
}
