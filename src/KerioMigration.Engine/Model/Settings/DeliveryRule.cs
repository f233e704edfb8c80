using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Settings;

/// <summary>A rule for incoming mail at the destination.</summary>
/// <param name="MatchesAny">One of the conditions is enough; else all must hold.</param>
public sealed record DeliveryRule(
    string Name, bool IsEnabled, bool MatchesAny, IReadOnlyList<DeliveryCondition> Conditions, IReadOnlyList<DeliveryAction> Actions);

/// <param name="Value">A text, or bytes; empty for attachments, and for all messages.</param>
public sealed record DeliveryCondition(DeliverySubject Subject, DeliveryTest Test, string Value = "");

/// <summary>What a condition looks at.</summary>
public enum DeliverySubject
{
    EveryMessage,

    /// <summary>The address in From.</summary>
    Sender,

    /// <summary>The addresses in To and Cc.</summary>
    Recipients,

    SubjectLine,
    Attachment,
    Size,
}

/// <summary>How a condition compares.</summary>
public enum DeliveryTest
{
    Exists,
    Contains,
    ContainsNot,
    Is,
    IsNot,
    Over,
    Under,
}

/// <param name="Value">The folder's path with slashes, or an address; empty for the others.</param>
public sealed record DeliveryAction(DeliveryActionKind Kind, string Value = "");

/// <summary>What a rule does.</summary>
public enum DeliveryActionKind
{
    MarkAsRead,

    /// <summary>Into a folder, instead of the inbox.</summary>
    FileInto,

    /// <summary>In the inbox, too.</summary>
    Keep,

    /// <summary>As it came, to somebody else, too.</summary>
    SendCopy,

    Discard,

    /// <summary>The rules behind this one are not asked.</summary>
    Stop,
}
