namespace KerioMigration.Engine.Model.Tasks;

/// <summary>t:TaskStatusType.</summary>
public enum TaskItemStatus
{
    NotStarted,
    InProgress,
    Completed,
    WaitingOnOthers,
    Deferred,
}
