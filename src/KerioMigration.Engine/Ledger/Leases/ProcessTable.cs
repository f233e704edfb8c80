using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>Who is alive on this computer.</summary>
internal static class ProcessTable
{
    /// <summary>There is such a process, and it may not be asked when it began.</summary>
    public const string UnknownStart = "";

    /// <summary>
    /// On Linux also the installation and the process id namespace: containers may share a host name and not see each other's processes.
    /// </summary>
    public static string Machine { get; } = IsLinux
        ? string.Join("|", Environment.MachineName, ReadLine("/etc/machine-id"), PidNamespace())
        : Environment.MachineName;

    public static int CurrentId { get; } = GetCurrentId();

    private static bool IsLinux => RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    /// <summary>Something that no other process of this id has; null when there is no such process.</summary>
    public static string? FindStart(int processId) => IsLinux ? FindLinuxStart(processId) : FindStartTime(processId);

    /// <summary>
    /// Clock ticks since boot (proc(5), /proc/PID/stat, field 22) and the boot's id. Process.StartTime is computed from the clock here
    /// and differs between two askers when the clock was set in between.
    /// </summary>
    private static string? FindLinuxStart(int processId)
    {
        var stat = ReadLine(string.Format(CultureInfo.InvariantCulture, "/proc/{0}/stat", processId));
        if (stat is null)
        {
            return null;
        }

        // The second field is the program's name in parentheses and may hold anything, blanks and parentheses included.
        var fields = stat.Substring(stat.LastIndexOf(')') + 2).Split(' ');
        return fields[0] is "Z" or "X" ? null : fields[19] + "@" + ReadLine("/proc/sys/kernel/random/boot_id");
    }

    private static string? FindStartTime(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            return UnknownStart;
        }
    }

    private static string? ReadLine(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return reader.ReadLine();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string PidNamespace()
    {
        var target = new byte[64];
        var length = ReadLink("/proc/self/ns/pid", target, (UIntPtr)target.Length).ToInt64();
        return length > 0 ? System.Text.Encoding.ASCII.GetString(target, 0, (int)length) : "";
    }

    private static int GetCurrentId()
    {
        using var process = Process.GetCurrentProcess();
        return process.Id;
    }

    [DllImport("libc", EntryPoint = "readlink", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr ReadLink([MarshalAs(UnmanagedType.LPStr)] string path, byte[] buffer, UIntPtr size);
}
