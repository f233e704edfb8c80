using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange;

/// <summary>Counts the requests per mailbox and what they cost; each target mailbox has its own budget under impersonation.</summary>
internal sealed class Throttle(ThrottlingPolicy? policy, TimeProvider time)
{
    private const string Text = "The server cannot service this request right now. Try again later.";
    private readonly ConcurrentDictionary<string, int> inFlight = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, BudgetAccount> accounts = new(StringComparer.OrdinalIgnoreCase);

    public static SoapFaultException Busy(TimeSpan? backOff) => new("ErrorServerBusy", Text)
    {
        Values = backOff is { } time ? [("BackOffMilliseconds", ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture))] : [],
    };

    public IDisposable Enter(string mailbox)
    {
        var count = inFlight.AddOrUpdate(mailbox, 1, static (_, n) => n + 1);
        var place = new Place(() => inFlight.AddOrUpdate(mailbox, 0, static (_, n) => n - 1));
        if (Refusal(mailbox, count) is not { } refusal)
        {
            return place;
        }

        place.Dispose();
        throw refusal;
    }

    private SoapFaultException? Refusal(string mailbox, int count)
    {
        if (count > policy?.MaxConcurrency)
        {
            return policy.BackOff is { } backOff ? Busy(backOff) : TooMany(policy.MaxConcurrency);
        }

        return policy?.Budget is { } budget && accounts.GetOrAdd(mailbox, _ => new BudgetAccount(budget, time)).Charge() is { } wait ? Busy(wait) : null;
    }

    /// <summary>The fault of 2013 and later, which names no time to wait.</summary>
    private static SoapFaultException TooMany(int limit) => new("ErrorServerBusy", Text)
    {
        Values =
        [
            ("Policy", "MaxConcurrency"),
            ("MaxConcurrencyLimit", limit.ToString(CultureInfo.InvariantCulture)),
            ("ErrorMessage", string.Create(
                CultureInfo.InvariantCulture,
                $"This operation exceeds the throttling budget for policy part 'MaxConcurrency', policy value '{limit}',  Budget type: 'Ews'.  Suggested backoff time 0 ms.")),
        ],
    };

    private sealed class Place(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
