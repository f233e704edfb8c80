namespace KerioMigration.Engine.Ledger;

public enum MailboxState
{
    NotStarted,
    Running,

    /// <summary>Everything that was to be carried is at the destination.</summary>
    Completed,

    /// <summary>Ended, and some items failed or wait.</summary>
    CompletedWithErrors,

    /// <summary>Stopped by Ctrl+C, a time limit or the end of the process.</summary>
    Interrupted,

    /// <summary>Could not be carried on at all.</summary>
    Failed,

    /// <summary>What was carried was taken away from the destination again.</summary>
    Undone,
}

public enum RunState
{
    Running,
    Completed,
    Interrupted,
    Failed,
}
