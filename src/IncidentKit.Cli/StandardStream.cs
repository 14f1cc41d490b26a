using IncidentKit.Basics;

namespace IncidentKit.Cli;

/// <summary>
/// Standard output or error. A reader that went away is no error: .NET drops what is written to it. Another failure, a full disk or a
/// closed descriptor, is one line and exit code 74 on standard output, and is passed over on standard error, where nothing could tell it.
/// </summary>
internal sealed class StandardStream(Stream stream, bool isData) : Stream
{
    private bool _failed;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() => Try(stream.Flush);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Try(() => stream.Write(buffer, offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>After the first failure nothing is written any more, so that closing does not fail again.</summary>
    private void Try(Action write)
    {
        if (_failed)
            return;
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failed = true;
            if (isData)
                throw new InputException(
                    InputProblem.Output,
                    $"standard output cannot be written: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}",
                    e
                );
        }
    }
}
