using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Exchange.Settings;

/// <summary>Asks for what the owner has set: one request each, when it is wanted.</summary>
internal sealed class SettingReading(Func<CancellationToken, Task<(EwsClient Client, OpenedMailbox Mailbox)>> open, string address) : IMailboxSettings
{
    public async Task<OutOfOffice> ReadOutOfOfficeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(new GetUserOofSettings(address), cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Reason == Reason.AccessDenied)
        {
            throw new MigrationException(
                e.Failure with { Message = $"{address}: Exchange tells it to the owner alone. Assign the account the role ApplicationImpersonation; Full Access does not do. ({e.Failure.Code})" }, e);
        }
    }

    public async Task<IReadOnlyList<DelegateRight>> ReadDelegatesAsync(CancellationToken cancellationToken) =>
        await AskAsync(new GetDelegate(address), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<InboxRule>> ReadRulesAsync(CancellationToken cancellationToken)
    {
        var (_, mailbox) = await open(cancellationToken).ConfigureAwait(false);
        return mailbox.Context.Schema >= EwsSchema.Exchange2010_SP1
            ? await AskAsync(new GetInboxRules(address), cancellationToken).ConfigureAwait(false)
            : throw new MigrationException(new Failure(
                FailureScope.Folder, FailureRemedy.None, Reason.VersionNotSupported, $"{address}: Exchange tells rules since version 2010 SP1 only."));
    }

    private async Task<T> AskAsync<T>(EwsOperation<EwsResponse<T>> operation, CancellationToken cancellationToken)
        where T : class
    {
        var (client, mailbox) = await open(cancellationToken).ConfigureAwait(false);
        var response = await client.SendSingleAsync(operation, mailbox.Context, FailureScope.Folder, cancellationToken).ConfigureAwait(false);
        return response.Payload ?? throw new MigrationException(client.Classify(response.Error ?? EwsError.NoResponse, FailureScope.Folder, mailbox.Context));
    }
}
