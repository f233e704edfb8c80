using System;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>
/// Where a request for public folders goes: from 2013 on to the mailbox that X-AnchorMailbox and X-PublicFolderMailbox both name (exchange
/// documentation: "How to route public folder content requests"); before, to a database that the server finds itself.
/// </summary>
internal sealed record PublicRoute(string? Anchor, string? Mailbox, bool IsNeeded)
{
    public static PublicRoute Of(HttpContext http, ExchangeVersion version) =>
        new(http.Request.Headers["X-AnchorMailbox"], http.Request.Headers["X-PublicFolderMailbox"], version >= ExchangeVersion.Exchange2013Sp1);

    public bool LeadsTo(string address) => !IsNeeded
        || (string.Equals(Anchor, address, StringComparison.OrdinalIgnoreCase) && string.Equals(Mailbox, address, StringComparison.OrdinalIgnoreCase));
}
