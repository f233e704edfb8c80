using System;
using System.Management.Automation.Host;

namespace KerioMigration.Demo.Hosting;

/// <summary>A screen of 120 columns that keeps nothing.</summary>
internal sealed class TextScreen : PSHostRawUserInterface
{
    public const int Columns = 120;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize { get; set; } = new(Columns, 50);

    public override Size WindowSize { get; set; } = new(Columns, 50);

    public override Size MaxWindowSize => new(Columns, 50);

    public override Size MaxPhysicalWindowSize => new(Columns, 50);

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => false;

    public override string WindowTitle { get; set; } = "";

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException("This host has no keyboard.");

    public override void FlushInputBuffer()
    {
        // There is no input.
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException("This host keeps no screen.");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
        // Nothing is kept.
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // Nothing is kept.
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
        // Nothing is kept.
    }
}
