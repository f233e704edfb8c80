using System;
using System.Collections.Generic;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Senders, recipients and attendees.</summary>
internal static class AddressWriter
{
    public static void Recipients(AnswerWriter answer, ReadOnlySpan<byte> name, IReadOnlyList<SeededAddress> addresses, ItemShape shape)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        answer.Open(name);
        foreach (var address in addresses)
        {
            Mailbox(answer, address, shape);
        }

        answer.Close(name);
    }

    public static void Recipient(AnswerWriter answer, ReadOnlySpan<byte> name, SeededAddress? address, ItemShape shape)
    {
        if (address is null)
        {
            return;
        }

        answer.Open(name);
        Mailbox(answer, address, shape);
        answer.Close(name);
    }

    public static void Attendees(AnswerWriter answer, ReadOnlySpan<byte> name, IReadOnlyList<SeededAttendee> attendees, ItemShape shape)
    {
        if (attendees.Count == 0)
        {
            return;
        }

        answer.Open(name);
        foreach (var attendee in attendees)
        {
            answer.Raw("<t:Attendee>"u8);
            Mailbox(answer, attendee.Address, shape);
            answer.Element("t:ResponseType"u8, attendee.Response);
            if (attendee.LastResponse is { } date)
            {
                Fields.Date(answer, "t:LastResponseTime"u8, date);
            }

            answer.Raw("</t:Attendee>"u8);
        }

        answer.Close(name);
    }

    /// <summary>Listings know names alone; a directory object that is gone stays an EX address.</summary>
    /// <param name="mailboxType">Null: by the routing type.</param>
    /// <param name="item">What the address stands for in the same mailbox.</param>
    public static void Mailbox(AnswerWriter answer, SeededAddress? address, ItemShape shape, string? mailboxType = null, SeededItem? item = null)
    {
        answer.Raw("<t:Mailbox>"u8);
        if (address is not null)
        {
            answer.Element("t:Name"u8, address.Name);
        }

        if (!shape.IsListing)
        {
            if (address is { Address.Length: > 0 })
            {
                answer.Element("t:EmailAddress"u8, address.Address);
                answer.Element("t:RoutingType"u8, address.RoutingType);
            }

            answer.Element("t:MailboxType"u8, mailboxType ?? (address?.RoutingType == "EX" ? "OneOff" : "Mailbox"));
            if (item is not null)
            {
                ItemFields.ItemId(answer, item);
            }
        }

        answer.Raw("</t:Mailbox>"u8);
    }
}
