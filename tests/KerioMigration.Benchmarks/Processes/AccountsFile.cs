using System.IO;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Benchmarks.Processes;

/// <summary>
/// The accounts of a simulated Kerio in a file, so that its process may be killed at any moment: an account is in the file before whoever
/// asked for it is answered.
/// </summary>
internal static class AccountsFile
{
    private const char Separator = '\t';

    public static void Keep(KerioStore store, string path)
    {
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
            {
                var parts = line.Split(Separator);
                store.AddUser(parts[0], parts[1]);
            }
        }

        store.UserAdded += user => File.AppendAllText(path, $"{user.Address}{Separator}{user.Password}\n");
    }
}
