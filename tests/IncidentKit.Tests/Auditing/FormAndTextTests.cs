using IncidentKit.Auditing;

namespace IncidentKit.Tests.Auditing;

/// <summary>Cases of the form and the text of reports, each with what is right for it.</summary>
public sealed class FormAndTextTests
{
    [Theory]
    [InlineData("All times in IST\n\n### 08:52 PM\n\nStudents report it at 08:55 PM.", "")]
    [InlineData("* **T-72h** - last good archive\n* **00:00** - found\n* **00:02** - script run by hand", "")]
    [InlineData("It occurred on 2026-10-16 from 11:27 am to 12:28 pm San Francisco time.", "")]
    [InlineData("- 2026-03-04 13:05: the index stops answering\n- 2026-03-04 13:21: on-call is paged", "IKA0404")]
    [InlineData("- 2026-03-04 13:05 (Monday): the index stops\n- 2026-03-04 13:21: on-call is paged", "IKA0404")]
    [InlineData("It was seen at 13:05 by Kim; Response Time was good until 14:00.", "IKA0404")]
    public void TimesWithoutAZone(string text, string id) => Assert.Equal(id, Ids(text, "IKA0404"));

    [Theory]
    [InlineData("- Look into the cron jobs as a cause due to the hourly state\n- Write an article (owner: Kim)", "IKA0402")]
    [InlineData("- Look into the cron jobs due to the hourly state\n- Ask Kim for an article on capacity", "")]
    public void WhatIsDueToSomethingHasNoDate(string items, string id) => Assert.Equal(id, Ids($"## Action items\n\n{items}", "IKA0402"));

    [Theory]
    [InlineData("## State test\n\n```json\n{\"nonce\": \"0x0\", \"secretKey\": \"0x45a9be4df0b6f1c3a8c7d21e5f9a0b3c4d5e6f70\"}\n```", "")]
    [InlineData(
        "## Config\n\n```json\n{\"nonce\": \"0x0\", \"secretKey\": \"0x45a9be4df0b6f1c3a8c7d21e5f9a0b3c4d5e6f70\"}\n```",
        "IKA0504"
    )]
    [InlineData("The token, revoked the same day, was here:\n\n```\naccess_token=\"0f5a9cc7bd226e83450b3beda068581593446bbf\"\n```", "")]
    [InlineData("The token must be revoked:\n\n```\naccess_token=\"0f5a9cc7bd226e83450b3beda068581593446bbf\"\n```", "IKA0504")]
    public void SecretsShownOnPurpose(string text, string id) => Assert.Equal(id, Ids(text, "IKA0504"));

    [Theory]
    [InlineData("20266-03-04 13:05 UTC")]
    [InlineData("2026-02-30")]
    [InlineData("2026-13-04 13:40")]
    [InlineData("23:00 AM")]
    [InlineData("31 June 2026")]
    [InlineData("2026-06-30 25:61")]
    public void DatesThatCannotBe(string date) => Assert.Equal("IKA0108", Ids($"It began at {date}.", "IKA0108"));

    [Theory]
    [InlineData("29 February 2024")]
    [InlineData("2026-06-30 24:00 UTC")]
    [InlineData("13/04/2026")]
    [InlineData("2:30 PM")]
    [InlineData("February 29, 2013, which is an invalid date")]
    [InlineData("version 2026-13-04-rc1")]
    public void DatesThatCanBe(string date) => Assert.Equal("", Ids($"It began at {date}.", "IKA0108"));

    /// <summary>What stands in angle brackets and is no element of HTML was meant to be read.</summary>
    [Theory]
    [InlineData("**Lead:** <name of lead>", "IKA0405")]
    [InlineData("<Describe the impact here>", "IKA0405")]
    [InlineData("**Lead:** <b>Kim</b>", "")]
    [InlineData("The type was List<String> then.", "")]
    [InlineData("Alerts came sooner. [[PR](https://example.com/1)]", "")]
    [InlineData("## Impact\n\nWho was affected?\n\n## Cause\n\nWhy? The disk was full.", "IKA0405")]
    [InlineData("**Status:** Draft\n\n**Cause:** TBD", "")]
    [InlineData("**Status:** Resolved\n\n**Cause:** TBD", "IKA0405")]
    public void PlaceholdersLeftIn(string text, string id) => Assert.Equal(id, Ids(text, "IKA0405"));

    [Theory]
    [InlineData("Names were shown as `MÃ¼ller`.", "")]
    [InlineData("The customer MÃ¼ller called.", "IKA0501")]
    public void DamageShownInACodeSpanIsNone(string text, string id) => Assert.Equal(id, Ids(text, "IKA0501"));

    private static string Ids(string text, string id) =>
        string.Join(
            ' ',
            ReportAudit
                .Of("r.md", $"# Incident\n\n{text}\n", new AuditRequest())
                .Findings.Where(f => f.Id == id)
                .Select(f => f.Id)
                .Distinct()
        );
}
