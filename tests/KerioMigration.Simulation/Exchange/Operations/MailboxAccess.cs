using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.SignIn;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>Finds folders and items by the ids in requests, and refuses what the acting account may not open.</summary>
/// <param name="route">X-PublicFolderMailbox; whatever it says where public folders are in no mailboxes.</param>
internal sealed class MailboxAccess(
    Organization organization, IReadOnlyDictionary<Guid, SeededMailbox> mailboxes, Caller caller, SeededUser? actingUser, PublicRoute route)
{
    /// <param name="id">FolderId or DistinguishedFolderId.</param>
    /// <param name="errorCode">The response code when there is no such folder for this caller.</param>
    public bool TryFolder(XElement id, [NotNullWhen(true)] out SeededFolder? folder, [NotNullWhen(false)] out string? errorCode)
    {
        folder = null;
        errorCode = null;
        if ((string?)id.Attribute("Id") == "publicfoldersroot")
        {
            folder = organization.PublicFolders?.FindDistinguished("publicfoldersroot");
            errorCode = folder is null ? "ErrorNoPublicFolderServerAvailable" : null;
        }
        else if (id.Name.LocalName == "DistinguishedFolderId")
        {
            if (TryMailbox(id, out var mailbox, out errorCode))
            {
                folder = mailbox.FindDistinguished((string)id.Attribute("Id")!);
                errorCode = folder is null ? "ErrorFolderNotFound" : null;
            }
        }
        else if (TryOwner((string)id.Attribute("Id")!, out var mailbox, out errorCode))
        {
            folder = mailbox.FindFolder((string)id.Attribute("Id")!);
            errorCode = folder is null ? "ErrorItemNotFound" : null;
        }

        return folder is not null;
    }

    public bool TryItem(string id, [NotNullWhen(true)] out SeededItem? item, [NotNullWhen(false)] out string? errorCode)
    {
        item = null;
        if (TryOwner(id, out var mailbox, out errorCode))
        {
            item = mailbox.FindItem(id);
            errorCode = item is null ? "ErrorItemNotFound" : RouteError(item.Folder!);
            item = errorCode is null ? item : null;
        }

        return item is not null;
    }

    public bool TryAttachment(string id, [NotNullWhen(true)] out SeededAttachment? attachment, [NotNullWhen(false)] out string? errorCode)
    {
        attachment = null;
        if (TryOwner(id, out var mailbox, out errorCode))
        {
            attachment = mailbox.FindAttachment(id);
            errorCode = attachment is null ? "ErrorInvalidAttachmentId" : null;
        }

        return attachment is not null;
    }

    /// <summary>The mailbox that an id belongs to; it stands in the id.</summary>
    private bool TryOwner(string id, [NotNullWhen(true)] out SeededMailbox? mailbox, [NotNullWhen(false)] out string? errorCode)
    {
        mailbox = null;
        errorCode = id.Length == 0 ? "ErrorInvalidIdEmpty" : null;
        if (errorCode is not null)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[42];
        if (id.Length < 60 || !Convert.TryFromBase64Chars(id.AsSpan(0, 56), head, out _) || !Guid.TryParse(Encoding.ASCII.GetString(head[4..40]), out var guid))
        {
            errorCode = "ErrorInvalidIdMalformed";
            return false;
        }

        errorCode = mailboxes.TryGetValue(guid, out mailbox) && MayOpen(mailbox) ? null : "ErrorItemNotFound";
        return errorCode is null;
    }

    private bool TryMailbox(XElement id, [NotNullWhen(true)] out SeededMailbox? mailbox, [NotNullWhen(false)] out string? errorCode)
    {
        return TryAddress((string?)id.Element(Ns.Types + "Mailbox")?.Element(Ns.Types + "EmailAddress"), out mailbox, out errorCode);
    }

    /// <summary>The contents of public folders are in the mailboxes that have them, and in no other; null when the request went there.</summary>
    public string? RouteError(SeededFolder folder) =>
        folder.ContentMailbox is { } contents && !route.LeadsTo(contents) ? "ErrorPublicFolderRequestProcessingFailed" : null;

    /// <summary>Public folders cannot be synchronized, nor searched in depth.</summary>
    public bool IsPublic(SeededFolder folder) => folder.Mailbox == organization.PublicFolders;

    /// <param name="address">Null: the mailbox of whoever acts.</param>
    public bool TryAddress(string? address, [NotNullWhen(true)] out SeededMailbox? mailbox, [NotNullWhen(false)] out string? errorCode)
    {
        if (address is null)
        {
            mailbox = actingUser?.Mailbox;
            errorCode = mailbox is null ? "ErrorMissingEmailAddress" : null;
            return errorCode is null;
        }

        var user = organization.Find(address);
        mailbox = user?.Mailbox;
        errorCode = user is null ? "ErrorNonExistentMailbox" : MayOpen(user.Mailbox) ? null : "ErrorFolderNotFound";
        return errorCode is null;
    }

    private bool MayOpen(SeededMailbox mailbox) =>
        actingUser?.Mailbox == mailbox
        || mailbox == organization.PublicFolders
        || (actingUser is null && caller.Service is { } service && service.FullAccess.Contains(mailbox.Address));
}
