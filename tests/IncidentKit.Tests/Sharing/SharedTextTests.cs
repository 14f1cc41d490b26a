using IncidentKit.Sharing;

namespace IncidentKit.Tests.Sharing;

public sealed class SharedTextTests
{
    [Theory]
    // Longest first, whole words, at any place.
    [InlineData("app-server and app, not application", "<cluster> and <service>, not application")]
    [InlineData("app-server-old", "<cluster>-old")]
    [InlineData("APP-SERVER", "<cluster>")]
    // Ordinary words are names where they are quoted, or where their kind or the sentence says so.
    [InlineData("the default group", "the default group")]
    [InlineData("group default and `default` and \"in default\"", "group <group> and `<group>` and \"in <group>\"")]
    [InlineData("UpdateSchedule by May on 6 schedules; it may recur", "UpdateSchedule by <person> on 6 schedules; it may recur")]
    [InlineData("2 May 2026, May 2 and 2026-05-02", "2 May 2026, May 2 and 2026-05-02")]
    [InlineData("First missed run of 1 schedule, 1 of 13", "First missed run of 1 schedule, 1 of 13")]
    [InlineData("schedule 1 stopped", "schedule <schedule> stopped")]
    [InlineData("report: it has not run", "<schedule>: it has not run")]
    [InlineData("First missed run of report", "First missed run of <schedule>")]
    [InlineData("trading was down for 263 minutes", "trading was down for 263 minutes")]
    // A person's parts, other spellings, other scripts.
    [InlineData("Zoë said, and Zöllner; Zoë Zöllner", "<person> said, and <person>; <person>")]
    [InlineData("田中さんが", "<person>さんが")]
    [InlineData("{\"x\":\"R\\u0026D-1\"}", "{\"x\":\"<topic>\"}")]
    // What is a name by its form.
    [InlineData("arn:aws:ecs:us-east-1:123456789012:cluster/default, gone", "arn:aws:ecs:us-east-1:<account>:cluster/<cluster>, gone")]
    [InlineData("arn:aws:logs:us-east-1:123456789012:log-group:/a/b:*", "arn:aws:logs:us-east-1:<account>:log-group:<log-group>:*")]
    [InlineData("arn:aws:iam::123456789012:role/svc/x", "arn:aws:iam::<account>:role/<path>/<role>")]
    [InlineData("arn:aws:sts::123456789012:assumed-role/r/jo.", "arn:aws:sts::<account>:assumed-role/<role>/<person>.")]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess")]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:dlq", "arn:aws:sqs:us-east-1:<account>:<queue>")]
    [InlineData("arn:aws:s3:::bucket/some/key", "arn:aws:s3:::<bucket>/<object>")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:f:7", "arn:aws:lambda:us-east-1:<account>:function:<function>:7")]
    [InlineData("account 1234-5678-9012 or 123456789012", "account <account> or <account>")]
    [InlineData("jo.d@acme.example or wiki.acme.com", "<person> or <host>")]
    [InlineData("see https://acme.slack.com/archives/C1.", "see <link>.")]
    [InlineData(
        "see https://docs.aws.amazon.com/x and scheduler.amazonaws.com",
        "see https://docs.aws.amazon.com/x and scheduler.amazonaws.com"
    )]
    [InlineData("123456789012.dkr.ecr.us-east-1.amazonaws.com/acme/app:1.2", "<account>.dkr.ecr.us-east-1.amazonaws.com/<image>:1.2")]
    [InlineData("subnet-0a1b2c3d4e5f60718 in us-west-2 at 10.0.12.7", "<subnet> in us-west-2 at <address>")]
    [InlineData("IK2001 at 16:37 for PT6H24M in America/New_York", "IK2001 at 16:37 for PT6H24M in America/New_York")]
    public void SentencesKeepTheirWords(string text, string shared) => Assert.Equal(shared, Text(text, isQuoted: false));

    [Theory]
    [InlineData("we ran default by hand on 2 May; May helped", "we ran <group> by hand on 2 May; <person> helped")]
    [InlineData("1 of 13 froze, trading too", "1 of 13 froze, <service> too")]
    public void OwnWordsHaveNamesAnywhere(string text, string shared) => Assert.Equal(shared, Text(text, isQuoted: true));

    [Theory]
    [InlineData("us-east-1/default/report", "schedule", "us-east-1/<group>/<schedule>")]
    [InlineData("jo@acme.example (admin)", "person", "<person> (<role>)")]
    [InlineData("family:12", "task-definition", "<task-definition>:12")]
    [InlineData("scheduler.amazonaws.com", "person", "scheduler.amazonaws.com")]
    [InlineData("aws-cli/2.22.0", "client", "aws-cli/2.22.0")]
    [InlineData("acme-deployer/1.0", "client", "<client>")]
    [InlineData("unknown", "person", "unknown")]
    [InlineData("a b/c", "schedule", "<schedule>")]
    [InlineData(
        "arn:aws:scheduler:us-east-1:123456789012:schedule/default/x",
        "queue",
        "arn:aws:scheduler:us-east-1:<account>:schedule/<group>/<schedule>"
    )]
    public void NamesAreReplacedWhole(string name, string kind, string shared) => Assert.Equal(shared, Shared().Name(name, kind));

    private static string Text(string text, bool isQuoted) => Shared().Text(text, isQuoted);

    private static SharedText Shared()
    {
        var names = new KnownNames();
        foreach (
            var (name, kind) in new[]
            {
                ("app", "service"),
                ("app-server", "cluster"),
                ("default", "group"),
                ("May", "person"),
                ("1", "schedule"),
                ("report", "schedule"),
                ("trading", "service"),
                ("Zoë Zöllner", "person"),
                ("田中", "person"),
                ("R&D-1", "topic"),
            }
        )
            names.Add(name, kind);
        return new SharedText(names, name => $"<{name.Kind}>", (_, kind) => $"<{kind}>");
    }
}
