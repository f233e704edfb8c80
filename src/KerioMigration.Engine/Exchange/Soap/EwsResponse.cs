namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>One response message: the payload, the error, or (with ResponseClass Warning) both.</summary>
public sealed record EwsResponse<T>(T? Payload, EwsError? Error)
{
    public bool IsWarning { get; init; }
}
