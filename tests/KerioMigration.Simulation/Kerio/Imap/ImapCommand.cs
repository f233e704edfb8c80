using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using KerioMigration.Simulation.Kerio.Imap.Commands;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>One command of the server: where it may be used, and what does it.</summary>
/// <param name="AllowsExpunge">EXPUNGE may be told at its end: not after FETCH, STORE and SEARCH with numbers.</param>
internal sealed record ImapCommand(string Name, ImapState State, ImapHandler Handler, bool AllowsExpunge = true)
{
    private static readonly FrozenDictionary<string, ImapCommand> Commands = All().ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public static ImapCommand? Find(string name) => Commands.GetValueOrDefault(name);

    private static IEnumerable<ImapCommand> All() =>
    [
        new("CAPABILITY", ImapState.Any, ServerCommands.CapabilityAsync),
        new("ID", ImapState.Any, ServerCommands.IdAsync),
        new("NOOP", ImapState.Any, ServerCommands.NoopAsync),
        new("LOGOUT", ImapState.Any, ServerCommands.LogoutAsync),
        new("STARTTLS", ImapState.NotAuthenticated, LoginCommands.StartTlsAsync),
        new("LOGIN", ImapState.NotAuthenticated, LoginCommands.LoginAsync),
        new("AUTHENTICATE", ImapState.NotAuthenticated, LoginCommands.AuthenticateAsync),
        new("X-MASTERAUTH", ImapState.NotAuthenticated, LoginCommands.MasterAuthAsync),
        new("X-SETUSER", ImapState.NotAuthenticated, LoginCommands.SetUserAsync),
        new("NAMESPACE", ImapState.Authenticated, ServerCommands.NamespaceAsync),
        new("GETQUOTAROOT", ImapState.Authenticated, ServerCommands.GetQuotaRootAsync),
        new("GETQUOTA", ImapState.Authenticated, ServerCommands.GetQuotaAsync),
        new("LIST", ImapState.Authenticated, ListCommands.ListAsync),
        new("LSUB", ImapState.Authenticated, ListCommands.LsubAsync),
        new("STATUS", ImapState.Authenticated, FolderCommands.StatusAsync),
        new("CREATE", ImapState.Authenticated, FolderCommands.CreateAsync),
        new("DELETE", ImapState.Authenticated, FolderCommands.DeleteAsync),
        new("RENAME", ImapState.Authenticated, FolderCommands.RenameAsync),
        new("SUBSCRIBE", ImapState.Authenticated, FolderCommands.SubscribeAsync),
        new("UNSUBSCRIBE", ImapState.Authenticated, FolderCommands.UnsubscribeAsync),
        new("SELECT", ImapState.Authenticated, SelectCommands.SelectAsync),
        new("EXAMINE", ImapState.Authenticated, SelectCommands.ExamineAsync),
        new("APPEND", ImapState.Authenticated, AppendCommand.RunAsync),
        new("CHECK", ImapState.Selected, SelectCommands.CheckAsync),
        new("CLOSE", ImapState.Selected, SelectCommands.CloseAsync),
        new("EXPUNGE", ImapState.Selected, SelectCommands.ExpungeAsync),
        new("FETCH", ImapState.Selected, (s, r, c) => FetchCommand.RunAsync(s, r, false, c), false),
        new("SEARCH", ImapState.Selected, (s, r, c) => SearchCommand.RunAsync(s, r, false, c), false),
        new("STORE", ImapState.Selected, (s, r, c) => StoreCommand.RunAsync(s, r, false, c), false),
        new("COPY", ImapState.Selected, (s, r, c) => CopyCommand.RunAsync(s, r, false, c)),
        new("UID FETCH", ImapState.Selected, (s, r, c) => FetchCommand.RunAsync(s, r, true, c)),
        new("UID SEARCH", ImapState.Selected, (s, r, c) => SearchCommand.RunAsync(s, r, true, c)),
        new("UID STORE", ImapState.Selected, (s, r, c) => StoreCommand.RunAsync(s, r, true, c)),
        new("UID COPY", ImapState.Selected, (s, r, c) => CopyCommand.RunAsync(s, r, true, c)),
        new("MOVE", ImapState.Selected, (s, r, c) => CopyCommand.MoveAsync(s, r, false, c)),
        new("UID MOVE", ImapState.Selected, (s, r, c) => CopyCommand.MoveAsync(s, r, true, c)),
        new("UID EXPUNGE", ImapState.Selected, SelectCommands.UidExpungeAsync),
    ];
}
