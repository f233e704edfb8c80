using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger;

/// <summary>
/// AES-256-CBC, then HMAC-SHA256 over everything and the mailbox (encrypt-then-MAC; .NET Standard 2.0 has no authenticated cipher), with
/// keys derived from a file that only its owner can read. Layout: format 1 byte, IV 16, cipher text, tag 32.
/// </summary>
internal sealed class KeyFilePasswordProtection : PasswordProtection
{
    private const byte Format = 2;
    private const int IvLength = 16;
    private const int TagLength = 32;

    private readonly KeyFile keyFile;

    public KeyFilePasswordProtection(string keyPath) => keyFile = new KeyFile(keyPath);

    public override byte[] Protect(string mailboxKey, Secret password, bool isFirst)
    {
        var key = keyFile.Read() ?? (isFirst ? keyFile.Create() : throw Missing());
        var clear = Encoding.UTF8.GetBytes(password.Reveal());
        using var aes = CreateCipher(key);
        using var encryptor = aes.CreateEncryptor();
        byte[] body = [Format, .. aes.IV, .. encryptor.TransformFinalBlock(clear, 0, clear.Length)];
        Array.Clear(clear, 0, clear.Length);
        return [.. body, .. Tag(key, mailboxKey, body)];
    }

    public override Secret Unprotect(string mailboxKey, byte[] blob)
    {
        if (blob.Length < 1 + IvLength + IvLength + TagLength || blob[0] != Format)
        {
            throw Refuse("The kept passwords were protected on another kind of computer. Read them there, with the account that ran the migration.");
        }

        var key = keyFile.Read() ?? throw Missing();
        var body = blob.AsSpan(0, blob.Length - TagLength).ToArray();
        if (!AreEqual(Tag(key, mailboxKey, body), blob.AsSpan(body.Length).ToArray()))
        {
            throw Refuse($"The kept password of {mailboxKey} does not open with the key in {keyFile.Path}: it is another ledger's key, or the ledger was changed.");
        }

        using var aes = CreateCipher(key);
        aes.IV = body.AsSpan(1, IvLength).ToArray();
        using var decryptor = aes.CreateDecryptor();
        var clear = decryptor.TransformFinalBlock(body, 1 + IvLength, body.Length - 1 - IvLength);
        var password = Secret.From(Encoding.UTF8.GetString(clear));
        Array.Clear(clear, 0, clear.Length);
        return password;
    }

    private static Aes CreateCipher(byte[] key)
    {
        var aes = Aes.Create();
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.PKCS7;
        aes.Key = Derive(key, "encrypt");
        return aes;
    }

    private static byte[] Tag(byte[] key, string mailboxKey, byte[] body)
    {
        using var hmac = new HMACSHA256(Derive(key, "authenticate"));

        // The body's length separates it from the mailbox: no pair of other lengths gives the same bytes.
        return hmac.ComputeHash([.. BitConverter.GetBytes((long)body.Length), .. body, .. Encoding.UTF8.GetBytes(mailboxKey)]);
    }

    private static byte[] Derive(byte[] key, string purpose)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(Encoding.ASCII.GetBytes(purpose));
    }

    /// <summary>Takes the same time wherever the first difference is.</summary>
    private static bool AreEqual(byte[] left, byte[] right) =>
        left.Length == right.Length && left.Zip(right, (l, r) => l ^ r).Aggregate(0, (sum, difference) => sum | difference) == 0;

    private MigrationException Missing() => Refuse(
        $"The key file {keyFile.Path} is missing, and the ledger holds passwords that only open with it. Put it back beside the ledger.");

    /// <summary>32 random bytes.</summary>
    private sealed class KeyFile(string path)
    {
        private const int Length = 32;

        public string Path { get; } = path;

        public byte[]? Read()
        {
            if (!File.Exists(Path))
            {
                return null;
            }

            if (OwnerOnlyFile.IsOpenToOthers(Path))
            {
                throw Refuse($"The key file {Path} can be read by other accounts. Make it private (chmod 600) and consider the kept passwords as seen.");
            }

            var key = File.ReadAllBytes(Path);
            return key.Length == Length ? key : throw Refuse($"The key file {Path} is damaged: it has {key.Length} bytes instead of {Length}. Put back a copy of it.");
        }

        /// <summary>Called under the ledger's write lock: no other process does the same at this moment.</summary>
        public byte[] Create()
        {
            var key = new byte[Length];
            using var random = RandomNumberGenerator.Create();
            random.GetBytes(key);
            using var file = OwnerOnlyFile.Create(Path);
            file.Write(key, 0, key.Length);
            file.Flush(flushToDisk: true);
            return key;
        }
    }
}
