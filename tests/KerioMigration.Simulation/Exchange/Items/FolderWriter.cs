using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Writes folders with the properties that a FolderShape asks for.</summary>
internal sealed class FolderWriter
{
    private readonly string baseShape;
    private readonly HashSet<string> fieldUris;
    private readonly List<ExtendedPath> extended;
    private readonly bool knowsDistinguishedId;
    private readonly bool isGetFolder;

    /// <param name="shape">FolderShape; null for the id alone.</param>
    /// <param name="isGetFolder">Only GetFolder gives permissions.</param>
    public FolderWriter(XElement? shape, SchemaVersion version, bool isGetFolder)
    {
        var paths = shape?.Element(Ns.Types + "AdditionalProperties")?.Elements().ToList() ?? [];
        baseShape = (string?)shape?.Element(Ns.Types + "BaseShape") ?? "IdOnly";
        fieldUris = paths.Where(p => p.Name.LocalName == "FieldURI").Select(p => (string)p.Attribute("FieldURI")!).ToHashSet(StringComparer.Ordinal);
        extended = paths.Where(p => p.Name.LocalName == "ExtendedFieldURI").Select(ExtendedPath.Read).ToList();
        knowsDistinguishedId = version >= SchemaVersion.Exchange2013;
        this.isGetFolder = isGetFolder;
    }

    public void Write(AnswerWriter answer, SeededFolder folder)
    {
        var name = ElementName(folder);
        answer.Raw("<"u8);
        answer.Ascii(name);
        answer.Raw(">"u8);
        Id(answer, "<t:FolderId"u8, folder);
        if (Has("folder:ParentFolderId", false) && folder.Parent is { } parent)
        {
            Id(answer, "<t:ParentFolderId"u8, parent);
        }

        Text(answer, "folder:FolderClass", false, folder.FolderClass.Length == 0 ? null : folder.FolderClass);
        Text(answer, "folder:DisplayName", true, folder.DisplayName);
        Number(answer, "folder:TotalCount", folder.TotalCount);
        Number(answer, "folder:ChildFolderCount", folder.Children.Count);
        Extended(answer, folder);
        EffectiveRights(answer);
        if (knowsDistinguishedId)
        {
            Text(answer, "folder:DistinguishedFolderId", false, folder.DistinguishedId);
        }

        Permissions(answer, folder, name == "t:CalendarFolder");
        if (name is "t:Folder" or "t:TasksFolder" or "t:SearchFolder")
        {
            Number(answer, "folder:UnreadCount", folder.UnreadCount);
        }

        answer.Raw("</"u8);
        answer.Ascii(name);
        answer.Raw(">"u8);
    }

    public static void Id(AnswerWriter answer, ReadOnlySpan<byte> start, SeededFolder folder)
    {
        answer.Raw(start);
        answer.Raw(" Id=\""u8);
        answer.Ascii(folder.Id);
        answer.Raw("\" ChangeKey=\""u8);
        answer.Ascii(folder.ChangeKey);
        answer.Raw("\"/>"u8);
    }

    private static string ElementName(SeededFolder folder) => folder.FolderClass.Split('.') switch
    {
        ["IPF", "Appointment", ..] => "t:CalendarFolder",
        ["IPF", "Contact", ..] => "t:ContactsFolder",
        ["IPF", "Task", ..] => "t:TasksFolder",
        _ => "t:Folder",
    };

    private bool Has(string uri, bool isDefault) => fieldUris.Contains(uri) || baseShape == "AllProperties" || (isDefault && baseShape == "Default");

    private void Text(AnswerWriter answer, string uri, bool isDefault, string? value)
    {
        if (value is null || !Has(uri, isDefault))
        {
            return;
        }

        var name = "t:" + uri[7..];
        answer.Ascii($"<{name}>");
        answer.Text(value);
        answer.Ascii($"</{name}>");
    }

    private void Number(AnswerWriter answer, string uri, long value) => Text(answer, uri, true, value.ToString(CultureInfo.InvariantCulture));

    private void EffectiveRights(AnswerWriter answer)
    {
        if (Has("folder:EffectiveRights", false))
        {
            answer.Raw("<t:EffectiveRights><t:CreateAssociated>true</t:CreateAssociated><t:CreateContents>true</t:CreateContents>"u8);
            answer.Raw("<t:CreateHierarchy>true</t:CreateHierarchy><t:Delete>true</t:Delete><t:Modify>true</t:Modify><t:Read>true</t:Read>"u8);
            answer.Raw("<t:ViewPrivateItems>true</t:ViewPrivateItems></t:EffectiveRights>"u8);
        }
    }

    /// <summary>Never by AllProperties since 2013, never from FindFolder.</summary>
    private void Permissions(AnswerWriter answer, SeededFolder folder, bool isCalendar)
    {
        if (isGetFolder && fieldUris.Contains("folder:PermissionSet"))
        {
            PermissionWriter.Write(answer, folder, isCalendar);
        }
    }

    private void Extended(AnswerWriter answer, SeededFolder folder)
    {
        foreach (var path in extended)
        {
            if (FolderProperties.Of(folder, path) is { } value)
            {
                answer.Raw(path.OpenProperty);
                answer.Element("t:Value"u8, value);
                answer.Raw("</t:ExtendedProperty>"u8);
            }
        }
    }
}
