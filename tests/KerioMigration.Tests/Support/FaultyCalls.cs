using System;
using System.Reflection;
using System.Threading;

namespace KerioMigration.Tests.Support;

/// <summary>Stands before an object and lets one of its methods fail from some call on, as when a disk has become full.</summary>
public class FaultyCalls : DispatchProxy
{
    private object target = null!;
    private string method = "";
    private Exception failure = null!;
    private int left;

    public static T Before<T>(T target, string method, int good, Exception failure)
        where T : class
    {
        var proxy = Create<T, FaultyCalls>();
        var calls = (FaultyCalls)(object)proxy;
        (calls.target, calls.method, calls.left, calls.failure) = (target, method, good, failure);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == method && Interlocked.Decrement(ref left) < 0
            ? throw failure
            : targetMethod.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
}
