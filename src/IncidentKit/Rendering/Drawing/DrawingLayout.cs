namespace IncidentKit.Rendering.Drawing;

/// <summary>
/// The measures of one form of the drawing, in units of its view box. A page holds every form and its style shows one of them.
/// </summary>
/// <param name="Name">The class of the picture in the page's style, and a part of its ids.</param>
/// <param name="Width">How wide the picture is.</param>
/// <param name="Left">Where the window starts.</param>
/// <param name="Right">Where the window ends.</param>
/// <param name="LabelAbove">The room above a lane's marks for its label; 0 where labels stand to the left of them.</param>
/// <param name="ZoneRoom">The room for the name of a time zone above its ticks; 0 where it stands to the left of them.</param>
/// <param name="MostTicks">So many ticks the axis has at most.</param>
internal sealed record DrawingLayout(
    string Name,
    double Width,
    double Left,
    double Right,
    double LabelAbove,
    double ZoneRoom,
    int MostTicks
)
{
    /// <summary>How high bars in lanes are.</summary>
    public const double BarHeight = 12;

    /// <summary>How high a lane is without room for a label above it.</summary>
    public const double MarksHeight = 20;

    /// <summary>Sizes of text: of labels, and of everything else.</summary>
    public const double LabelSize = 12,
        SmallSize = 10;

    /// <summary>Where text at the left edge starts.</summary>
    public const double Margin = 6;

    /// <summary>The baseline of the upper zone's name.</summary>
    public const double ZoneLine = 64;

    private const double Gap = 6;

    /// <summary>For screens and paper: labels to the left.</summary>
    public static readonly DrawingLayout Wide = new("wide", 1000, 250, 985, LabelAbove: 0, ZoneRoom: 0, MostTicks: 10);

    /// <summary>For phones: labels above. A unit is a pixel of a page that is 390 wide, less its margins.</summary>
    public static readonly DrawingLayout Narrow = new("narrow", 360, Margin, 354, LabelAbove: 14, ZoneRoom: 12, MostTicks: 5);

    /// <summary>Where the lanes start.</summary>
    public double Top => ZoneLine + ZoneRoom + 28;

    /// <summary>From one lane to the next.</summary>
    public double LaneHeight => LabelAbove + MarksHeight;

    /// <summary>From the top of a lane to the baseline of its label.</summary>
    public double LabelLine => LabelAbove > 0 ? LabelAbove - 2 : 14;

    /// <summary>The room for the label of a lane that has a note of this width at its end.</summary>
    public double LabelRoom(double note) => (LabelAbove > 0 ? Right : Left) - Gap - Margin - (note > 0 ? note + Gap : 0);

    /// <summary>Where the note of a lane ends.</summary>
    public double NoteEnd => LabelAbove > 0 ? Right : Left - 4;

    /// <summary>The middle of centred text of this width, moved so far that the text stays in the picture.</summary>
    public double Middle(double x, double width) => Math.Clamp(x, width / 2, Width - (width / 2));
}
