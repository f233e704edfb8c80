using System;
using System.Collections.Generic;
using System.Reflection;
using KerioMigration.Tests.Support;
using Xunit.Sdk;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>Runs a test on the simulation's own IMAP server and on a real Dovecot behind the front; without Dovecot only in CI it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BackendsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [false];
        if (TestPaths.IsContinuousIntegration || TestPaths.FindProgram("dovecot") is not null)
        {
            yield return [true];
        }
    }
}
