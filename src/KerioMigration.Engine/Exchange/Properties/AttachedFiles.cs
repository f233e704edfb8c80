using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using MimeKit;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// The files of one item, its changed occurrences included: all go into one object, so that there is one bound for all. What it does not
/// bear, and what cannot be read, is a loss with its name.
/// </summary>
internal sealed class AttachedFiles(ItemQuestion question, List<string> losses)
{
    /// <summary>In base64 this is just below 20 MB, which is what Kerio Connect takes in one request unless it was told otherwise.</summary>
    public const long MaximumBytes = 14_000_000;

    private readonly List<AttachedFile> read = [];
    private readonly List<string> left = [];
    private long bytes;

    /// <param name="item">Of the item or of one of its occurrences.</param>
    public async Task<IReadOnlyList<AttachedFile>> ReadAsync(Element item, CancellationToken cancellationToken)
    {
        List<AttachedFile> files = [];
        try
        {
            foreach (var listed in item.List("Attachments").GroupBy(a => a.Child("AttachmentId")?.Attribute("Id") ?? a.Value("Name")).Select(g => g.First()))
            {
                if (await ReadOneAsync(listed, cancellationToken).ConfigureAwait(false) is { } file)
                {
                    files.Add(file);
                    read.Add(file);
                }
            }
        }
        catch
        {
            read.DisposeAll();
            throw;
        }

        return files;
    }

    /// <summary>Says which files were left out; called once, after the last.</summary>
    public void TellLosses()
    {
        if (left.Count > 0)
        {
            losses.Add(string.Format(
                CultureInfo.InvariantCulture, "Attachments left out, because there are more than {0} MB of them: {1}.", MaximumBytes / 1_000_000, string.Join(", ", left)));
        }
    }

    private async Task<AttachedFile?> ReadOneAsync(Element listed, CancellationToken cancellationToken)
    {
        var name = listed.Value("Name") is { } own && !string.IsNullOrWhiteSpace(own) ? own : "(nameless)";
        if (listed.Name == "ReferenceAttachment")
        {
            losses.Add($"Attachments that are links to files elsewhere: {name} {listed.Value("AttachLongPathName")}".TrimEnd() + ".");
            return null;
        }

        if (bytes + ElementReader.ParseNumber(listed.Value("Size")) > MaximumBytes)
        {
            left.Add(name);
            return null;
        }

        var kind = listed.Name == "ItemAttachment" ? AttachmentKind.Item : AttachmentKind.File;
        var asked = new EwsAttachment { Kind = kind, Id = listed.Child("AttachmentId")?.Attribute("Id") ?? "" };
        var (answer, failure) = await question.AskAsync(new GetAttachment(asked), cancellationToken).ConfigureAwait(false);
        if (answer?.Content is not { Length: > 0 } content)
        {
            answer?.Content?.Dispose();
            losses.Add(failure is null && answer is not null && kind == AttachmentKind.File
                ? $"Attachments without content: {name}."
                : $"Attachments that could not be read ({failure?.Code ?? "no content"}): {name}.");
            return null;
        }

        if (bytes + content.Length > MaximumBytes)
        {
            content.Dispose();
            left.Add(name);
            return null;
        }

        bytes += content.Length;
        return kind == AttachmentKind.Item
            ? new AttachedFile(name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) ? name : name + ".eml", "message/rfc822", content)
            : new AttachedFile(name, TypeOf(listed.Value("ContentType"), name), content);
    }

    // Exchange often names none; the name says more than a type for anything.
    private static string TypeOf(string? named, string name) =>
        ContentType.TryParse(named ?? "", out var type) && type.MediaType.Length > 0 && type.MediaSubtype.Length > 0 && !type.IsMimeType("application", "octet-stream")
            ? type.MimeType
            : MimeTypes.GetMimeType(name);
}
