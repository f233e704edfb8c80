using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.JsonRpc;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>Files that came by <c>upload/</c> and wait to be named in a call. Photos are JPEG, of 256 kB at most.</summary>
internal sealed class PhotoUploads
{
    private const int Limit = 256 << 10;

    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>A multipart form with one file; the answer names its id.</summary>
    public async Task ReceiveAsync(HttpContext context, bool isSignedIn)
    {
        var answer = new JsonObject { ["jsonrpc"] = "2.0" };
        if (!isSignedIn)
        {
            answer["error"] = new RpcException(RpcException.SessionExpired, "The user is not logged in.").ToError();
        }
        else if (context.Request.HasFormContentType && (await context.Request.ReadFormAsync(context.RequestAborted)).Files is [var file, ..])
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, context.RequestAborted);
            var id = Guid.NewGuid().ToString();
            files[id] = bytes.ToArray();
            answer["result"] = new JsonObject { ["fileUpload"] = new JsonObject { ["id"] = id, ["name"] = file.FileName } };
        }
        else
        {
            answer["error"] = RpcException.Invalid("file").ToError();
        }

        context.Response.ContentType = "application/json-rpc";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    /// <exception cref="RpcException">No such file, or none that can be a photo.</exception>
    public byte[] Photo(string id)
    {
        var bytes = files.GetValueOrDefault(id) ?? throw new RpcException(RpcException.NoSuchEntity, "There is no file %1.", id);
        return bytes.Length <= Limit && bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])
            ? bytes
            : throw new RpcException(RpcException.OperationFailed, "A photo is a JPEG file of 256 kB at most.");
    }
}
