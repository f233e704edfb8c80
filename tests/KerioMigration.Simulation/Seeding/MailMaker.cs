using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Seeding;

/// <summary>Makes messages whose properties and MIME content agree, one minute after the other.</summary>
internal sealed class MailMaker(string domain, DateTimeOffset start)
{
    private DateTimeOffset clock = start;
    private int count;

    public SeededAddress Sender { get; set; } = new("Bob Smith", "bob@example.org");

    public IReadOnlyList<SeededAddress> To { get; set; } = [];

    /// <summary>A plain text message.</summary>
    public SeededItem Text(string subject, string body = "Hello,\r\n\r\nplease see below.\r\n\r\nRegards\r\n") =>
        Raw(subject, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", Encoding.UTF8.GetBytes(body), body);

    public SeededItem Html(string subject, string html)
    {
        var plain = $"--alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain.\r\n--alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--alt--\r\n";
        var item = Raw(subject, "Content-Type: multipart/alternative; boundary=\"alt\"", Encoding.UTF8.GetBytes(plain), html);
        item.BodyIsHtml = true;
        return item;
    }

    public SeededItem WithFiles(string subject, string body, params SeededAttachment[] files)
    {
        var text = new StringBuilder($"This is a multi-part message in MIME format.\r\n--mix\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"--mix\r\nContent-Type: {file.ContentType ?? "application/octet-stream"}; name=\"{MailText.Encode(file.Name)}\"\r\n");
            text.Append(CultureInfo.InvariantCulture, $"Content-Disposition: attachment; filename=\"{MailText.Encode(file.Name)}\"\r\n");
            text.Append(file.Item is { } nested
                ? "\r\n" + Encoding.Latin1.GetString(nested.Mime.Span) + "\r\n"
                : "Content-Transfer-Encoding: base64\r\n\r\n" + MailText.Base64Lines(file.Content.Span));
        }

        text.Append("--mix--\r\n");
        var item = Raw(subject, "Content-Type: multipart/mixed; boundary=\"mix\"", Encoding.Latin1.GetBytes(text.ToString()), body);
        item.Attachments = files;
        item.OtherMessageFlags |= 0x10;
        return item;
    }

    /// <param name="contentHeaders">The Content- headers, without the last line break.</param>
    public SeededItem Raw(string subject, string contentHeaders, ReadOnlySpan<byte> body, string bodyText = "", string itemClass = "IPM.Note")
    {
        clock = clock.AddMinutes(17);
        var messageId = string.Create(CultureInfo.InvariantCulture, $"<{++count:D5}.{clock.ToUnixTimeSeconds()}@mail.{domain}>");
        var head = $"Received: from mx.example.net (192.0.2.7) by ex01.{domain} with SMTP; {MailText.Date(clock)}\r\nFrom: {MailText.Address(Sender)}\r\n" +
            $"To: {MailText.Addresses(To)}\r\nSubject: {MailText.Encode(subject)}\r\nDate: {MailText.Date(clock.AddSeconds(-40))}\r\n" +
            $"Message-ID: {messageId}\r\nMIME-Version: 1.0\r\n{contentHeaders}\r\n\r\n";
        return new SeededItem
        {
            ItemClass = itemClass,
            Subject = subject,
            From = Sender,
            To = To,
            Received = clock,
            Sent = clock.AddSeconds(-40),
            Created = clock,
            Modified = clock.AddSeconds(1),
            MessageId = messageId,
            Body = bodyText,
            IsRead = count % 3 != 0,
            OtherMessageFlags = 2,
            Content = MailContent.Of((byte[])[.. Encoding.Latin1.GetBytes(head), .. body]),
        };
    }

    /// <summary>Any bytes at all; the properties are what a server made of them.</summary>
    public SeededItem Broken(string subject, string mime)
    {
        var item = Raw(subject, "X: y", default);
        item.Content = MailContent.Of(Encoding.Latin1.GetBytes(mime.ReplaceLineEndings("\r\n")));
        return item;
    }

    public static SeededAttachment File(string name, int length, string contentType = "application/octet-stream") => new()
    {
        Name = name,
        ContentType = contentType,
        Content = Enumerable.Range(0, length).Select(i => (byte)((i * 131) + (i >> 8))).ToArray(),
    };
}
