using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>The methods that are simulated; each but Session.login needs a session.</summary>
internal static class WebmailMethods
{
    private static readonly FrozenDictionary<string, Func<WebmailCall, JsonNode?>> Methods = All().ToFrozenDictionary(StringComparer.Ordinal);

    public static Func<WebmailCall, JsonNode?>? Find(string name) => Methods.GetValueOrDefault(name);

    private static Dictionary<string, Func<WebmailCall, JsonNode?>> All() => new()
    {
        ["Session.login"] = SettingMethods.Login,
        ["Session.logout"] = SettingMethods.Logout,
        ["Session.whoAmI"] = SettingMethods.WhoAmI,
        ["Session.getQuotaInformation"] = SettingMethods.GetQuota,
        ["Session.getOutOfOffice"] = SettingMethods.GetOutOfOffice,
        ["Session.setOutOfOffice"] = SettingMethods.SetOutOfOffice,
        ["Delegation.get"] = SettingMethods.GetDelegates,
        ["Delegation.set"] = SettingMethods.SetDelegates,
        ["Filters.get"] = FilterMethods.Get,
        ["Filters.set"] = FilterMethods.Set,
        ["Principals.get"] = Principals.Get,
        ["Principals.getByEmail"] = Principals.GetByEmail,
        ["Folders.get"] = FolderMethods.Get,
        ["Folders.getPublic"] = FolderMethods.GetPublic,
        ["Folders.create"] = FolderMethods.Create,
        ["Folders.set"] = FolderMethods.Set,
        ["Folders.remove"] = FolderMethods.Remove,
        ["Folders.getPermissions"] = PermissionMethods.Get,
        ["Folders.setPermissions"] = PermissionMethods.Set,
        ["Notes.get"] = NoteItems.Instance.Get,
        ["Notes.getById"] = NoteItems.Instance.GetById,
        ["Notes.create"] = NoteItems.Instance.Create,
        ["Notes.set"] = NoteItems.Instance.Set,
        ["Notes.remove"] = NoteItems.Instance.Remove,
        ["Notes.move"] = NoteItems.Instance.Move,
        ["Contacts.get"] = ContactItems.Instance.Get,
        ["Contacts.getById"] = ContactItems.Instance.GetById,
        ["Contacts.create"] = ContactItems.Instance.Create,
        ["Contacts.set"] = ContactItems.Instance.Set,
        ["Contacts.remove"] = ContactItems.Instance.Remove,
        ["Contacts.move"] = ContactItems.Instance.Move,
        ["Events.get"] = BareItems.Get,
        ["Tasks.get"] = BareItems.Get,
        ["Mails.get"] = BareItems.Get,
    };
}
