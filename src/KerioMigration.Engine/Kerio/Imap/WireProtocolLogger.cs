using System;
using System.Text;
using KerioMigration.Engine.Http;
using MailKit;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>MailKit's commands and answers in our wire log. The sign-in, the only place with secrets, happened before MailKit.</summary>
internal sealed class WireProtocolLogger(WireLog log) : IProtocolLogger
{
    private readonly int exchange = log.NextExchange();

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count) => Log("imap > ", buffer, offset, count);

    public void LogServer(byte[] buffer, int offset, int count) => Log("imap < ", buffer, offset, count);

    public void Dispose()
    {
    }

    private void Log(string direction, byte[] buffer, int offset, int count) =>
        log.Line(exchange, direction + Encoding.ASCII.GetString(buffer, offset, count).TrimEnd());
}
