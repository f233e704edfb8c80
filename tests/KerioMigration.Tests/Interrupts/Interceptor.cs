using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// Stands before an object of a <see cref="Life"/>: lets each call through, or ends the process there. It knows contracts by the names
/// of their methods, so that a new method of a contract is a new moment by itself: in the ledger everything that does not only read is a
/// step, at the destination everything that does not only look is a change.
/// </summary>
public class Interceptor : DispatchProxy
{
    private static readonly string[] Looks = ["Read", "List", "Find", "Generate", "Dispose"];

    private static readonly MethodInfo Typed = typeof(Interceptor).GetMethod(nameof(CallTypedAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private object target = null!;
    private Life life = null!;
    private int itemsPerWrite;

    /// <param name="itemsPerWrite">At the destination: small, so that a few items take several writes.</param>
    internal static T Before<T>(T target, Life life, int itemsPerWrite = 0)
        where T : class
    {
        var proxy = Create<T, Interceptor>();
        var interceptor = (Interceptor)(object)proxy;
        (interceptor.target, interceptor.life, interceptor.itemsPerWrite) = (target, life, itemsPerWrite);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        if (type == typeof(Task))
        {
            return CallAsync(targetMethod, args!);
        }

        if (type == typeof(ValueTask))
        {
            return new ValueTask(DisposeTargetAsync());
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
        {
            return Typed.MakeGenericMethod(type.GenericTypeArguments[0]).Invoke(this, [targetMethod, args]);
        }

        var value = Pass(targetMethod, args!);
        return value is DestinationTraits traits ? traits with { ItemsPerWrite = itemsPerWrite } : value;
    }

    private Task CallAsync(MethodInfo method, object?[] arguments) => AroundAsync(method, async () =>
    {
        await (Task)Pass(method, arguments)!;
        return true;
    });

    private async Task<T> CallTypedAsync<T>(MethodInfo method, object?[] arguments)
    {
        var result = await AroundAsync(method, () => (Task<T>)Pass(method, InHalf(method, arguments))!);
        return result is IMailboxLedger mailbox ? (T)Before(mailbox, life) : result;
    }

    private async Task<T> AroundAsync<T>(MethodInfo method, Func<Task<T>> call)
    {
        life.Check();
        var isStep = target is ILedger or IMailboxLedger && !IsLook(method);
        if (isStep && life.EndsAt(StopKind.BeforeStep, method.Name))
        {
            life.Check();
        }

        var result = await call();
        if (isStep)
        {
            life.EndsAt(StopKind.AfterStep, method.Name);
        }

        life.Check();
        return result;
    }

    /// <summary>At the moment of death the server has got only a part of what was sent to it.</summary>
    private object?[] InHalf(MethodInfo method, object?[] arguments)
    {
        var isChange = target is IDestinationMailbox or IUserDirectory && !IsLook(method);
        return isChange && life.EndsAt(StopKind.InChange, method.Name) ? [.. arguments.Select(Half)] : arguments;
    }

    private static object? Half(object? argument) => argument switch
    {
        IReadOnlyList<ConvertedItem> items => items.Take(items.Count / 2).ToList(),
        IReadOnlyList<string> ids => ids.Take(ids.Count / 2).ToList(),
        _ => argument,
    };

    /// <summary>A mailbox's lease is given back only by the living; sockets and files are freed for the sake of the tests.</summary>
    private async Task DisposeTargetAsync()
    {
        if (target is IMailboxLedger)
        {
            if (life.IsOver || life.EndsAt(StopKind.BeforeStep, "release"))
            {
                return;
            }

            await ((IAsyncDisposable)target).DisposeAsync();
            life.EndsAt(StopKind.AfterStep, "release");
            return;
        }

        await ((IAsyncDisposable)target).DisposeAsync();
    }

    private object? Pass(MethodInfo method, object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static bool IsLook(MethodInfo method) => Looks.Any(l => method.Name.StartsWith(l, StringComparison.Ordinal));
}
