using System;
using System.Text.Json;

namespace KerioMigration.Benchmarks;

/// <summary>One JSON object per line on standard output; everything else goes to standard error.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(object line) => Console.WriteLine(JsonSerializer.Serialize(line, Format));

    public static T Read<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, Format) ?? throw new FormatException($"Not a result: {line}");

    public static double Round(double value) => value >= 100 ? Math.Round(value) : Math.Round(value, 2);
}
