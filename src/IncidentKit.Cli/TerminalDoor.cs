using System.Text;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Cli;

/// <summary>
/// The only way to standard output and standard error. Characters that a terminal would obey, or that reorder what is seen, may come from
/// AWS or from a file: they are shown as <c>\u001B</c>. Secrets are replaced.
/// </summary>
/// <param name="stream">Where what is left goes.</param>
internal sealed class TerminalDoor(TextWriter stream) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => stream.Encoding;

    /// <inheritdoc/>
    [System.Diagnostics.CodeAnalysis.AllowNull]
    public override string NewLine
    {
        get => stream.NewLine;
        set => stream.NewLine = value;
    }

    /// <summary>Writes a document that was made of a report: its secrets are replaced already, and it must stay as it was quoted.</summary>
    public void WriteDocument(string document) => stream.Write(VisibleText.Lines(document));

    /// <summary>Writes lines that end with CR LF, which a format asks for.</summary>
    public void WriteCrLf(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            stream.Write(VisibleText.Line(line) + "\r\n");
    }

    /// <inheritdoc/>
    public override void Write(char value) => stream.Write(VisibleText.Lines(value.ToString()));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => stream.Write(Cleaned(value));

    /// <inheritdoc/>
    public override void WriteLine() => stream.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => stream.WriteLine(Cleaned(value));

    /// <inheritdoc/>
    public override void Flush() => stream.Flush();

    private static string Cleaned(string? text) => VisibleText.Lines(SecretDoor.Line(text ?? ""));
}
