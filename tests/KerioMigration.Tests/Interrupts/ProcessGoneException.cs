using System;

namespace KerioMigration.Tests.Interrupts;

/// <summary>What code meets that would run on in a process that is gone. No engine code knows it, so none can handle it.</summary>
internal sealed class ProcessGoneException(string moment) : Exception(moment);
