using System;
using System.IO;
using System.Runtime.InteropServices;

namespace KerioMigration.Loading;

/// <summary>How packages name the folder and the file of a native library for this machine.</summary>
internal static class NativePlatform
{
    /// <summary>For example <c>win-x64</c>, <c>linux-musl-arm64</c>, <c>osx-arm64</c>.</summary>
    public static string RuntimeIdentifier { get; } =
        Platform + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static string Platform =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx"
        : IsMusl() ? "linux-musl"
        : "linux";

    public static string FileName(string library) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? WithExtension(library, ".dll")
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? WithExtension(WithPrefix(library), ".dylib")
        : WithExtension(WithPrefix(library), ".so");

    private static string WithPrefix(string library) => library.StartsWith("lib", StringComparison.Ordinal) ? library : "lib" + library;

    private static string WithExtension(string library, string extension) =>
        library.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? library : library + extension;

    /// <summary>Alpine's loader has this name on every architecture; glibc's never has.</summary>
    private static bool IsMusl() =>
        Directory.Exists("/lib") && Directory.GetFiles("/lib", "ld-musl-*").Length > 0;
}
