using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KerioMigration.Simulation.Faults;

/// <summary>
/// The faults of one server, counted as calls come in. Safe from any thread; may be changed while the server runs.
/// </summary>
public sealed class FaultPlan
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly List<Counter> counters = [];

    public FaultPlan(params Fault[] faults)
    {
        foreach (var fault in faults)
        {
            Add(fault);
        }
    }

    /// <summary>Raised for each call that a fault hits, before the fault does its work; the call waits for it.</summary>
    public event Action<Fault>? Hit;

    /// <summary>Nothing can go wrong: callers may spare themselves the search for targets.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (counters)
            {
                return counters.Count == 0;
            }
        }
    }

    /// <summary>Reads a JSON array of faults, e.g. <c>[{"on":"APPEND","action":"No","from":3,"text":"[OVERQUOTA]"}]</c>.</summary>
    public static FaultPlan FromFile(string path) => new(ReadFile(path));

    /// <summary>The faults of such a file, for a plan that exists already.</summary>
    public static Fault[] ReadFile(string path) => JsonSerializer.Deserialize<Fault[]>(File.ReadAllText(path), JsonOptions)
        ?? throw new InvalidDataException($"{path} holds no array of faults.");

    public void Add(Fault fault)
    {
        lock (counters)
        {
            counters.Add(new Counter(fault));
        }
    }

    public void Clear()
    {
        lock (counters)
        {
            counters.Clear();
        }
    }

    /// <summary>Counts one call and gives the fault that hits it, or null. <paramref name="targets"/>: user, item ids, folder names.</summary>
    public Fault? Next(string moment, params string?[] targets) => Next(static _ => true, moment, targets);

    /// <summary>As <see cref="Next(string, string?[])"/>, without the faults that are about one item inside a call.</summary>
    public Fault? NextCall(string moment, params string?[] targets) => Next(static f => !f.IsPerItem, moment, targets);

    /// <summary>Counts one item inside a call, and only the faults that are about items.</summary>
    public Fault? NextItem(string moment, params string?[] targets) => Next(static f => f.IsPerItem, moment, targets);

    private Fault? Next(Func<Fault, bool> isMeant, string moment, string?[] targets)
    {
        var fault = Count(isMeant, moment, targets);
        if (fault is not null)
        {
            Hit?.Invoke(fault);
        }

        return fault;
    }

    private Fault? Count(Func<Fault, bool> isMeant, string moment, string?[] targets)
    {
        lock (counters)
        {
            Fault? hit = null;
            foreach (var counter in counters)
            {
                if (!isMeant(counter.Fault) || !counter.Matches(moment, targets))
                {
                    continue;
                }

                counter.Calls++;
                if (hit is null && counter.IsDue)
                {
                    hit = counter.Fault;
                }
            }

            return hit;
        }
    }

    private sealed class Counter(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Calls { get; set; }

        public bool IsDue =>
            Calls >= Fault.From
            && (Calls - (long)Fault.From) % Fault.Every == 0
            && (Calls - (long)Fault.From) / Fault.Every < Fault.Count;

        public bool Matches(string moment, string?[] targets) =>
            (string.Equals(Fault.On, moment, StringComparison.OrdinalIgnoreCase) || (Fault.On == "*" && moment != "Connect"))
            && (Fault.Target is null || targets.Contains(Fault.Target, StringComparer.Ordinal));
    }
}
