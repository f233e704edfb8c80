using System;

namespace KerioMigration.Simulation.Kerio.JsonRpc;

/// <summary>The connection ends in the middle of a call: some of its inputs are done, and no answer comes.</summary>
internal sealed class RpcCutException : Exception;
