using IncidentKit.Inputs;

namespace IncidentKit.Tests.Inputs;

/// <summary>Patterns of .gitignore mean what git's documentation says; each row was asked of <c>git check-ignore</c>.</summary>
public sealed class IgnorePatternsTests
{
    [Theory]
    // A name at any depth; a slash at the beginning or in the middle ties it to the folder.
    [InlineData("drafts", "drafts", true)]
    [InlineData("drafts", "a/drafts", true)]
    [InlineData("drafts", "a/drafts2", false)]
    [InlineData("/drafts", "drafts", true)]
    [InlineData("/drafts", "a/drafts", false)]
    [InlineData("a/drafts", "b/a/drafts", false)]
    [InlineData("*.md", "a/b/c.md", true)]
    [InlineData("a/*.md", "a/b/c.md", false)]
    [InlineData("a/*.md", "a/c.md", true)]
    [InlineData("?.md", "ab.md", false)]
    // Two stars stand for any folders, none as well; elsewhere they are one.
    [InlineData("**/x.md", "x.md", true)]
    [InlineData("**/x.md", "a/b/x.md", true)]
    [InlineData("a/**", "a/b/c.md", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**/b.md", "a/b.md", true)]
    [InlineData("a/**/b.md", "a/c/d/b.md", true)]
    [InlineData("a/**/b.md", "a/cb.md", false)]
    [InlineData("?**/b", "a/c/b", false)]
    [InlineData("**", "a/b", true)]
    // One of some characters, never a slash.
    [InlineData("[ab].md", "b.md", true)]
    [InlineData("[!ab].md", "b.md", false)]
    [InlineData("[^ab].md", "c.md", true)]
    [InlineData("[]a].md", "].md", true)]
    [InlineData("[a-].md", "-.md", true)]
    [InlineData("x/a[!b]c", "x/a/c", false)]
    [InlineData("[[:digit:]]*.md", "2026.md", true)]
    [InlineData("[a", "[a", false)]
    // A backslash takes the meaning away; a comment and an empty line say nothing; spaces at the end do not count.
    [InlineData("\\*.md", "a.md", false)]
    [InlineData("\\*.md", "*.md", true)]
    [InlineData("#a.md", "#a.md", false)]
    [InlineData("\\#a.md", "#a.md", true)]
    [InlineData("\\!a.md", "!a.md", true)]
    [InlineData("a.md   ", "a.md", true)]
    [InlineData("a.md\\ ", "a.md", false)]
    [InlineData("a.md\\ ", "a.md ", true)]
    [InlineData("a.md\\", "a.md\\", false)]
    [InlineData("a.md\r", "a.md", true)]
    [InlineData("\uFEFFa.md", "a.md", true)]
    [InlineData("", "a.md", false)]
    [InlineData("/", "a.md", false)]
    [InlineData("A.md", "a.md", false)]
    // The last that fits decides.
    [InlineData("*.md\n!a.md", "a.md", false)]
    [InlineData("!a.md\n*.md", "a.md", true)]
    [InlineData("*.md\n!docs/*.md\ndocs/x.md", "docs/x.md", true)]
    public void FileIsLeftOut(string lines, string path, bool expected) =>
        Assert.Equal(expected, IgnorePatterns.Parse(lines).Ignores(path, isFolder: false) ?? false);

    [Theory]
    [InlineData("build/", "build", true, true)]
    [InlineData("build/", "a/build", true, true)]
    [InlineData("build/", "build", false, false)]
    [InlineData("/a/build/", "a/build", true, true)]
    [InlineData("a/**/", "a/b", true, true)]
    public void SlashAtTheEndMeansFolders(string lines, string path, bool isFolder, bool expected) =>
        Assert.Equal(expected, IgnorePatterns.Parse(lines).Ignores(path, isFolder) ?? false);

    [Fact]
    public void WhatNoPatternNamesIsLeftOpen()
    {
        Assert.Null(IgnorePatterns.Parse("a.md").Ignores("b.md", isFolder: false));
        Assert.False(IgnorePatterns.Parse("a.md\n!b.md").Ignores("b.md", isFolder: false));
    }
}
