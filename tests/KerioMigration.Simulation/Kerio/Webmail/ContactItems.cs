using System;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>
/// Contacts, which are the vCards that CardDAV shows, and distribution lists beside them. How real servers store lists is not known:
/// here they are JSON, which CardDAV does not speak.
/// </summary>
internal sealed class ContactItems() : WebmailItems("contact", "contacts", FolderKind.Contacts)
{
    private const string List = "ctDistributionList";
    private const string ListContent = "application/json";

    private static readonly string[] AddressTypes = ["EmailWork", "EmailHome", "EmailOther", "EmailCustom"];

    public static ContactItems Instance { get; } = new();

    protected override JsonObject Write(KerioResource item) =>
        item.ContentType == ListContent ? JsonNode.Parse(item.Text)!.AsObject() : ContactCard.Read(item.Text);

    protected override NewResource Read(WebmailCall call, JsonObject given, JsonObject? old)
    {
        var type = (string?)Member(given, old, "type") ?? "ctContact";
        return type switch
        {
            List => new NewResource(ListContent, ReadList(call, given, old).ToJsonString(), ""),
            "ctContact" => ReadContact(call, given, old),
            _ => throw RpcException.Invalid("type"),
        };
    }

    private static NewResource ReadContact(WebmailCall call, JsonObject given, JsonObject? old)
    {
        var members = old?.DeepClone().AsObject() ?? [];
        foreach (var member in given.ToList())
        {
            members[member.Key] = member.Value?.DeepClone();
        }

        var uid = (string?)old?["uid"] ?? Guid.NewGuid().ToString();
        var photo = given["photo"] is JsonObject photoGiven && RpcCall.Text(photoGiven, "id") is { Length: > 0 } id ? call.Webmail.Uploads.Photo(id) : null;
        return new NewResource("text/vcard", ContactCard.Write(members, uid, photo), uid);
    }

    private JsonObject ReadList(WebmailCall call, JsonObject given, JsonObject? old)
    {
        var name = (string?)Member(given, old, "commonName") ?? "";
        return new JsonObject
        {
            ["type"] = List,
            ["commonName"] = name.Length > 0 ? name : throw new RpcException(RpcException.OperationFailed, "A distribution list needs a name."),
            ["comment"] = Member(given, old, "comment") ?? "",
            ["categories"] = Member(given, old, "categories") ?? new JsonArray(),
            ["emailAddresses"] = new JsonArray([.. (Member(given, old, "emailAddresses") as JsonArray ?? [])
                .Select(m => Entry(call, m as JsonObject ?? throw RpcException.Invalid("emailAddresses")))]),
            ["isGalContact"] = false,
        };
    }

    private JsonObject Entry(WebmailCall call, JsonObject given)
    {
        var (address, type, reference) = ((string?)given["address"] ?? "", RpcCall.Text(given, "type"), (string?)given["refId"] ?? "");
        if (type is "RefContact" or "RefDistributionList")
        {
            _ = Find(call, reference);
        }
        else if (!AddressTypes.Contains(type))
        {
            throw RpcException.Invalid("type");
        }
        else if (!address.Contains('@', StringComparison.Ordinal))
        {
            throw new RpcException(RpcException.OperationFailed, "%1 is no e-mail address.", address);
        }

        return new JsonObject
        {
            ["address"] = address,
            ["name"] = (string?)given["name"] ?? "",
            ["preferred"] = false,
            ["isValidCertificate"] = false,
            ["type"] = type,
            ["refId"] = reference,
            ["extension"] = new JsonObject { ["groupId"] = "", ["label"] = "" },
        };
    }
}
