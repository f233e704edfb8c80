using System;
using System.Collections.Generic;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>One page of a view, and the attributes that tell where it lies.</summary>
internal sealed record Paging<T>(IReadOnlyList<T> Page, int NextOffset, int Total, bool IsLast)
{
    /// <param name="view">IndexedPage…View or FractionalPage…View; null for everything.</param>
    /// <param name="limit">The server's own largest page.</param>
    /// <param name="lastPageIsEmpty">Says that more follows when nothing does, as was recorded.</param>
    public static Paging<T> Of(IReadOnlyList<T> all, XElement? view, int limit, bool lastPageIsEmpty = false)
    {
        var wanted = Math.Min(limit, (int?)view?.Attribute("MaxEntriesReturned") ?? limit);
        var offset = Offset(all.Count, view);
        var isFromEnd = (string?)view?.Attribute("BasePoint") == "End";
        var count = Math.Clamp(all.Count - offset, 0, wanted);
        var page = new List<T>(count);
        for (var i = 0; i < count; i++)
        {
            page.Add(isFromEnd ? all[all.Count - offset - count + i] : all[offset + i]);
        }

        var isLast = offset + count >= all.Count && !(lastPageIsEmpty && count > 0);
        return new Paging<T>(page, offset + count, all.Count, isLast);
    }

    public void WriteAttributes(AnswerWriter answer, XElement? view)
    {
        if (view?.Name.LocalName.StartsWith("Fractional", StringComparison.Ordinal) == true)
        {
            answer.Ascii($" NumeratorOffset=\"{NextOffset}\" AbsoluteDenominator=\"{Total}\"");
        }
        else if (view?.Name.LocalName.StartsWith("Indexed", StringComparison.Ordinal) == true)
        {
            answer.Ascii($" IndexedPagingOffset=\"{NextOffset}\"");
        }

        answer.Ascii($" TotalItemsInView=\"{Total}\" IncludesLastItemInRange=\"{(IsLast ? "true" : "false")}\"");
    }

    private static int Offset(int count, XElement? view)
    {
        if ((int?)view?.Attribute("Offset") is { } offset)
        {
            return offset < 0
                ? throw new SoapFaultException("ErrorInvalidIndexedPagingParameters", "The indexed paging parameters are invalid.")
                : Math.Min(offset, count);
        }

        if ((int?)view?.Attribute("Denominator") is { } denominator)
        {
            var numerator = (int)view.Attribute("Numerator")!;
            return denominator < 1 || numerator < 0 || numerator > denominator
                ? throw new SoapFaultException("ErrorInvalidFractionalPagingParameters", "The fractional paging parameters are invalid.")
                : (int)((long)count * numerator / denominator);
        }

        return 0;
    }
}
