using IncidentKit.Basics;

namespace IncidentKit.Claims;

/// <summary>A heading and what stands under it until the next one.</summary>
/// <param name="Level">1 to 6; 0 for what stands before the first heading.</param>
/// <param name="Title">The heading's text.</param>
/// <param name="Parent">The section it is a part of; null at the top.</param>
internal sealed record Section(int Level, string Title, Section? Parent)
{
    /// <summary>The incident of the report it is about, where it tells of several; 0 is that of the report as a whole.</summary>
    public int Incident { get; set; }

    /// <summary>Whether it is the front matter of the file.</summary>
    public bool IsFrontMatter { get; init; }

    /// <summary>Its heading; null for what stands before the first.</summary>
    public Passage? Heading { get; set; }

    /// <summary>The mark of a template that says what it is; null where none does. See <see cref="DocumentMarks"/>.</summary>
    public string? Mark { get; set; }

    /// <summary>It and the sections it is a part of, from the inside.</summary>
    public IEnumerable<Section> Path()
    {
        for (var section = this; section is not null; section = section.Parent)
            yield return section;
    }

    /// <summary>Sections are told apart, not compared.</summary>
    public bool Equals(Section? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
