using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Reporting;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Pipeline;

[Collection(CmdletSession.Collection)]
public sealed class ServerWaitTests
{
    [Fact]
    public void Progress_says_until_when_a_server_asked_to_wait_and_stops_saying_so()
    {
        var until = DateTimeOffset.UtcNow.AddMinutes(4);
        using var session = new CmdletSession(new ScriptedOperations
        {
            Migrate = (request, observer, token) =>
            {
                observer.OnEvent(new RunStarted(1, 1));
                observer.OnEvent(new ServerWait("mail.example.org", TimeSpan.FromMinutes(4), until, "ErrorServerBusy"));
                observer.OnEvent(new ServerWait("kerio.example.org", TimeSpan.FromTicks(1), until, null));
                observer.OnEvent(new MailboxStarted(request.Users[0]));
                observer.OnEvent(new RunEnded(new RunReport()));
                return Task.CompletedTask;
            },
        });

        using var shell = session.Invoke("'anna@example.org' | Start-KerioMigration @servers -Confirm:$false", out _);

        Assert.Empty(shell.Streams.Error);
        var text = until.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.Equal(
            $"mail.example.org is busy and asked us to wait until {text}",
            shell.Streams.Progress.Last(p => p.ParentActivityId < 0 && p.RecordType == System.Management.Automation.ProgressRecordType.Processing).CurrentOperation);
    }
}
