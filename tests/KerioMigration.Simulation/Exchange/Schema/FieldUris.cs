using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>UnindexedFieldURIType with the version that brought each value.</summary>
internal static class FieldUris
{
    private const string Since2007 = """
        folder: FolderId ParentFolderId DisplayName UnreadCount TotalCount ChildFolderCount FolderClass SearchParameters ManagedFolderInformation PermissionSet EffectiveRights SharingEffectiveRights
        item: ItemId ParentFolderId ItemClass MimeContent Attachments Subject DateTimeReceived Size Categories HasAttachments Importance InReplyTo InternetMessageHeaders IsAssociated IsDraft IsFromMe IsResend IsSubmitted IsUnmodified DateTimeSent DateTimeCreated Body ResponseObjects Sensitivity ReminderDueBy ReminderIsSet ReminderMinutesBeforeStart DisplayTo DisplayCc Culture EffectiveRights LastModifiedName LastModifiedTime ConversationId UniqueBody WebClientReadFormQueryString WebClientEditFormQueryString
        message: ConversationIndex ConversationTopic InternetMessageId IsRead IsResponseRequested IsReadReceiptRequested IsDeliveryReceiptRequested ReceivedBy ReceivedRepresenting References ReplyTo From Sender ToRecipients CcRecipients BccRecipients
        meeting: AssociatedCalendarItemId IsDelegated IsOutOfDate HasBeenProcessed ResponseType
        meetingRequest: MeetingRequestType IntendedFreeBusyStatus
        calendar: Start End OriginalStart IsAllDayEvent LegacyFreeBusyStatus Location When IsMeeting IsCancelled IsRecurring MeetingRequestWasSent IsResponseRequested CalendarItemType MyResponseType Organizer RequiredAttendees OptionalAttendees Resources ConflictingMeetingCount AdjacentMeetingCount ConflictingMeetings AdjacentMeetings Duration TimeZone AppointmentReplyTime AppointmentSequenceNumber AppointmentState Recurrence FirstOccurrence LastOccurrence ModifiedOccurrences DeletedOccurrences MeetingTimeZone ConferenceType AllowNewTimeProposal IsOnlineMeeting MeetingWorkspaceUrl NetShowUrl UID RecurrenceId DateTimeStamp
        task: ActualWork AssignedTime BillingInformation ChangeCount Companies CompleteDate Contacts DelegationState Delegator DueDate IsAssignmentEditable IsComplete IsRecurring IsTeamTask Mileage Owner PercentComplete Recurrence StartDate Status StatusDescription TotalWork
        contacts: Alias AssistantName Birthday BusinessHomePage Children Companies CompanyName CompleteName ContactSource Culture Department DisplayName DirectoryId DirectReports EmailAddresses FileAs FileAsMapping Generation GivenName ImAddresses Initials JobTitle Manager ManagerMailbox MiddleName Mileage MSExchangeCertificate Nickname Notes OfficeLocation PhoneNumbers PhoneticFullName PhoneticFirstName PhoneticLastName Photo PhysicalAddresses PostalAddressIndex Profession SpouseName Surname WeddingAnniversary UserSMIMECertificate
        postitem: PostedTime
        """;

    private const string Since2010 = """
        calendar: StartTimeZone EndTimeZone
        contacts: HasPicture
        distributionlist: Members
        """;

    private const string Since2013 = """
        folder: DistinguishedFolderId PolicyTag ArchiveTag ReplicaList
        item: ReminderNextTime Flag StoreEntryId InstanceKey NormalizedBody EntityExtractionResult PolicyTag ArchiveTag RetentionDate Preview RightsManagementLicenseData BlockStatus HasBlockedImages TextBody IconIndex
        message: ApprovalRequestData VotingInformation ReminderMessageData
        meeting: ProposedStart ProposedEnd
        meetingRequest: ChangeHighlights
        calendar: StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId EnhancedLocation InboxReminders JoinOnlineMeetingUrl OnlineMeetingSettings IsOrganizer
        """;

    private const string Since2016 = """
        item: DisplayBcc MimeContentUTF8 Mentions MentionedMe MentionsPreview MentionsEx Hashtags AppliedHashtags AppliedHashtagsPreview Likes LikesPreview PendingSocialActivityTagIds AtAllMention CanDelete InferenceClassification PredictedActionReasons IsClutter FirstBody
        message: PublishedCalendarItemIcs PublishedCalendarItemName MessageSafety
        calendar: CalendarActivityData DoNotForwardMeeting
        meeting: DoNotForwardMeeting
        """;

    public static TextType Type { get; } = TextType.Enumeration(
        "UnindexedFieldURIType",
        Read(Since2007, SchemaVersion.Exchange2007)
            .Concat(Read(Since2010, SchemaVersion.Exchange2010))
            .Concat(Read(Since2013, SchemaVersion.Exchange2013))
            .Concat(Read(Since2016, SchemaVersion.Exchange2016)));

    private static IEnumerable<(string Value, SchemaVersion Since)> Read(string table, SchemaVersion since) =>
        from line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let words = line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries)
        from name in words.Skip(1)
        select (words[0] + name, since);
}
