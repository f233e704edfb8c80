using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio.Dav.Methods;

internal static class DavMethod
{
    private static readonly Dictionary<string, Func<DavCall, DavAnswer>> All = new(StringComparer.Ordinal)
    {
        ["OPTIONS"] = _ => new DavAnswer(200).With("Allow", Allowed),
        ["PROPFIND"] = PropFind.Answer,
        ["PROPPATCH"] = PropPatch.Answer,
        ["REPORT"] = Report.Answer,
        ["GET"] = ItemMethods.Get,
        ["HEAD"] = ItemMethods.Get,
        ["PUT"] = Put.Answer,
        ["DELETE"] = ItemMethods.Delete,
        ["MOVE"] = ItemMethods.Move,
        ["MKCALENDAR"] = MakeCalendar.Answer,
    };

    private static string Allowed => string.Join(", ", All.Keys);

    /// <summary>MKCOL is not among them: no source shows how an address book would be made.</summary>
    public static Func<DavCall, DavAnswer>? Find(string name) => All.GetValueOrDefault(name);
}
