using BitMiracle.LibJpeg.Classic;

namespace KerioMigration.Engine.Conversion.Contacts.Photos;

/// <summary>The library writes its warnings to the console; what is wrong for good it throws.</summary>
internal sealed class QuietErrors : jpeg_error_mgr
{
    public override void output_message()
    {
    }
}
