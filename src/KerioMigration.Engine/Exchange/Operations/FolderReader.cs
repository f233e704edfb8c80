using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

internal static class FolderReader
{
    /// <summary>PidTagAttributeHidden.</summary>
    public const int HiddenTag = 0x10F4;

    /// <summary>PidTagMessageSizeExtended.</summary>
    public const int SizeTag = 0x0E08;

    /// <summary>PidTagReplicaList.</summary>
    public const int ReplicaTag = 0x6698;

    /// <summary>Reads the folders below a <c>Folders</c> element.</summary>
    public static List<EwsFolder> ReadAll(ElementReader reader, List<EwsFolder>? into = null)
    {
        var folders = into ?? [];
        for (var parent = reader.Depth; reader.NextChild(parent);)
        {
            folders.Add(Read(reader));
        }

        return folders;
    }

    public static EwsFolder Read(ElementReader reader)
    {
        var isSearch = reader.Name == "SearchFolder";
        string id = "", parentId = "", name = "", folderClass = "";
        long count = 0, children = 0;
        Dictionary<int, string> properties = [];
        for (var folder = reader.Depth; reader.NextChild(folder);)
        {
            switch (reader.Name)
            {
                case "FolderId":
                    id = reader.Attribute("Id") ?? "";
                    break;
                case "ParentFolderId":
                    parentId = reader.Attribute("Id") ?? "";
                    break;
                case "FolderClass":
                    folderClass = reader.Text();
                    break;
                case "DisplayName":
                    name = reader.Text();
                    break;
                case "TotalCount":
                    count = reader.Number();
                    break;
                case "ChildFolderCount":
                    children = reader.Number();
                    break;
                case "ExtendedProperty":
                    PropertyReader.Read(reader, properties);
                    break;
            }
        }

        return new EwsFolder(id)
        {
            ParentId = parentId,
            DisplayName = name,
            FolderClass = folderClass,
            TotalCount = count,
            ChildFolderCount = children,
            Size = properties.TryGetValue(SizeTag, out var size) ? ElementReader.ParseNumber(size) : 0,
            IsHidden = properties.TryGetValue(HiddenTag, out var hidden) && hidden is "true" or "1",
            IsSearchFolder = isSearch,
            Replicas = properties.TryGetValue(ReplicaTag, out var replicas) ? replicas : null,
        };
    }
}
