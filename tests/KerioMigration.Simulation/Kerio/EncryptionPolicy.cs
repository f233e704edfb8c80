namespace KerioMigration.Simulation.Kerio;

/// <summary>The encryption policy, named as in <c>SecurityPolicy</c>.</summary>
public enum EncryptionPolicy
{
    SPNoRestrictions,
    SPAuthenticationRequired,
    SPEncryptionRequired,
}
