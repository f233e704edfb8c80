using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>An item on its way to the server: its content with the references turned from UIDs into ids.</summary>
internal sealed class ItemDraft
{
    private readonly List<string> losses = [];

    private ItemDraft(int index, ConvertedItem item, JObject content)
    {
        Index = index;
        Item = item;
        Content = content;
        Uid = (string?)content["uid"];
        content.Remove("uid");
    }

    /// <summary>The place in the call, and so of its receipt.</summary>
    public int Index { get; }

    public ConvertedItem Item { get; }

    /// <summary>As it is sent, but for the folder.</summary>
    public JObject Content { get; }

    /// <summary>By which other lists refer to it; null for what nothing refers to.</summary>
    public string? Uid { get; }

    public string? Loss => losses.Count == 0 ? null : string.Join(" ", losses);

    public IEnumerable<string> ReferredUids => References.Select(m => (string?)m["refUid"]).OfType<string>();

    private IEnumerable<JObject> References => CanonicalList.Members(Content).Where(m => m["refUid"] is not null);

    public static async Task<ItemDraft> ReadAsync(ConvertedItem item, int index, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await item.Content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        bytes.Position = 0;
        using var reader = new JsonTextReader(new StreamReader(bytes)) { DateParseHandling = DateParseHandling.None };
        return new ItemDraft(index, item, await JObject.LoadAsync(reader, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is referred to and is not there stands by its address, and a list by everybody who is in it.</summary>
    /// <param name="written">Ids of what this mailbox's door has written, by UID.</param>
    public void Resolve(IReadOnlyDictionary<string, string> written, ReferenceIndex index)
    {
        foreach (var member in References.ToList())
        {
            var (address, name) = ((string?)member["address"] ?? "", (string?)member["name"] ?? "");
            var id = written.TryGetValue((string?)member["refUid"] ?? "", out var known) ? known
                : address.Length > 0 ? index.ContactOf(address, name)
                : index.ListOf(name);
            var everybody = (member["everybody"] as JArray ?? []).OfType<JObject>().ToList();
            member.Remove("refUid");
            member.Remove("everybody");
            if (id is not null)
            {
                member["refId"] = id;
            }
            else if (address.Length > 0)
            {
                member["type"] = "EmailOther";
                losses.Add($"{address} stands in it as an address: no such contact, or more than one, was found.");
            }
            else
            {
                Expand(member, everybody);
                losses.Add(everybody.Count > 0
                    ? $"The members of the list {name} stand in it one by one: no such list, or more than one, was found."
                    : $"The list {name} in it is missing: no such list, or more than one, was found.");
            }
        }
    }

    private void Expand(JObject reference, IEnumerable<JObject> everybody)
    {
        var there = new HashSet<string>(CanonicalList.Members(Content).Select(m => (string?)m["address"] ?? ""), StringComparer.OrdinalIgnoreCase);
        reference.AddAfterSelf(everybody.Where(m => there.Add((string?)m["address"] ?? "")).Cast<object>().ToArray());
        reference.Remove();
    }

    public void Lose(string what) => losses.Add(what);

    /// <summary>Compares with what the server has made of it. What it has added is no loss.</summary>
    public void Compare(WebmailKind kind, JObject stored)
    {
        var (sent, kept) = (kind.Canonical(Content), kind.Canonical(stored));
        var changed = sent.Properties().Select(p => p.Name).Where(name => IsChanged(sent, kept, name)).ToList();
        if (!IdsOf(Content).SequenceEqual(IdsOf(stored)))
        {
            changed.Add("references");
        }

        if (changed.Count > 0)
        {
            losses.Add($"Kerio Connect stored these differently: {string.Join(", ", changed)}.");
        }
    }

    private static bool IsChanged(JObject sent, JObject kept, string name)
    {
        var one = CanonicalJson.BytesOf(new JObject { [name] = sent[name] });
        return one.Length > "{}".Length && !one.SequenceEqual(CanonicalJson.BytesOf(new JObject { [name] = kept[name] }));
    }

    private static IEnumerable<string> IdsOf(JObject content) => CanonicalList.Members(content)
        .Where(CanonicalList.IsReference)
        .Select(m => (string?)m["refId"] ?? "")
        .OrderBy(id => id, StringComparer.Ordinal);
}
