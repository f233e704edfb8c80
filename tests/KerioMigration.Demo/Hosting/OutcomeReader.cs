using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;

namespace KerioMigration.Demo.Hosting;

/// <summary>Makes <see cref="CommandOutcome"/> of what a shell holds after its script.</summary>
internal static class OutcomeReader
{
    public static CommandOutcome Read(PowerShell shell, IEnumerable<PSObject> output, Exception? failure, string screen, TimeSpan duration)
    {
        var errors = shell.Streams.Error.ToList();
        if (failure is IContainsErrorRecord { ErrorRecord: { } last } and not PipelineStoppedException)
        {
            errors.Add(last);
        }

        var objects = output.Where(o => o is not null).ToList();
        return new CommandOutcome
        {
            State = failure is PipelineStoppedException ? "Stopped" : failure is null ? "Completed" : "Failed",
            Output = objects.ConvertAll(Properties),
            Errors = errors.ConvertAll(Facts),
            Warnings = [.. shell.Streams.Warning.Select(w => w.Message)],
            Text = string.Join('\n', Words(shell.Streams, errors).Concat(objects.SelectMany(Words)).Append(failure?.ToString()).Append(screen)),
            Seconds = duration.TotalSeconds,
        };
    }

    private static ErrorFacts Facts(ErrorRecord error) => new(
        error.FullyQualifiedErrorId,
        error.CategoryInfo.Category.ToString(),
        error.TargetObject?.ToString() ?? "",
        error.ErrorDetails?.Message ?? error.Exception.Message,
        error.ErrorDetails?.RecommendedAction ?? "");

    private static IReadOnlyDictionary<string, JsonElement> Properties(PSObject item) => item.BaseObject is string or bool or int or long
        ? new Dictionary<string, JsonElement> { ["Value"] = JsonSerializer.SerializeToElement(item.BaseObject) }
        : item.Properties.Where(p => p.IsGettable).ToDictionary(p => p.Name, p => Scalar(p.Value));

    private static JsonElement Scalar(object? value) => value switch
    {
        null or string or bool or int or long or double or DateTime => JsonSerializer.SerializeToElement(value),
        _ => JsonSerializer.SerializeToElement(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static IEnumerable<string?> Words(PSObject item) => [item.ToString(), .. Properties(item).Values.Select(v => v.ToString())];

    private static IEnumerable<string?> Words(PSDataStreams streams, IEnumerable<ErrorRecord> errors) =>
    [
        .. errors.SelectMany(e => new[] { e.ToString(), e.Exception.ToString(), e.ErrorDetails?.Message, e.ErrorDetails?.RecommendedAction, e.TargetObject?.ToString(), e.ScriptStackTrace }),
        .. streams.Warning.Select(r => r.Message),
        .. streams.Verbose.Select(r => r.Message),
        .. streams.Debug.Select(r => r.Message),
        .. streams.Information.Select(r => r.MessageData?.ToString()),
        .. streams.Progress.Select(r => $"{r.Activity} {r.StatusDescription} {r.CurrentOperation}"),
    ];
}
