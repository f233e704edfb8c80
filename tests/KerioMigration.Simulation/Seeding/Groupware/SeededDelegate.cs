using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <param name="Levels">None, Reviewer, Author, Editor or Custom by Calendar, Tasks, Inbox, Contacts, Notes, Journal; no entry: None.</param>
public sealed record SeededDelegate(
    SeededAddress User, IReadOnlyDictionary<string, string> Levels, bool ReceivesMeetings = false, bool SeesPrivateItems = false);
