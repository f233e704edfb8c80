using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace KerioMigration.Simulation.Exchange.SignIn;

/// <summary>
/// The server's side of one NTLM exchange ([MS-NLMP]): a challenge for a NEGOTIATE message, a check of the AUTHENTICATE message. Only
/// NTLMv2 is accepted.
/// </summary>
internal sealed class NtlmServer(AccountDirectory accounts, string netBiosDomain, TimeProvider time)
{
    /// <summary>Unicode, target, NTLM, always sign, target is a domain, extended security, target info, version, 128 and 56 bit, key exchange.</summary>
    private const uint Flags = 0xE289_8215;

    private const int VersionOffset = 48;

    private readonly byte[] challenge = RandomNumberGenerator.GetBytes(8);

    private static ReadOnlySpan<byte> Signature => "NTLMSSP\0"u8;

    /// <returns>1, 2 or 3; 0 for what is no NTLM message.</returns>
    public static int MessageType(ReadOnlySpan<byte> message) =>
        message.Length >= 12 && message.StartsWith(Signature) ? BinaryPrimitives.ReadInt32LittleEndian(message[8..]) : 0;

    /// <summary>The CHALLENGE message ([MS-NLMP] 2.2.1.2).</summary>
    public byte[] Challenge()
    {
        var target = Encoding.Unicode.GetBytes(netBiosDomain);
        var info = TargetInfo();
        var message = new byte[VersionOffset + 8 + target.Length + info.Length];
        Signature.CopyTo(message);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), 2);
        Field(message.AsSpan(12), target.Length, VersionOffset + 8);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(20), Flags);
        challenge.CopyTo(message, 24);
        Field(message.AsSpan(40), info.Length, VersionOffset + 8 + target.Length);

        // Version 10.0, build 17763, NTLM revision 15.
        ((ReadOnlySpan<byte>)[10, 0, 0x63, 0x45, 0, 0, 0, 15]).CopyTo(message.AsSpan(VersionOffset));
        target.CopyTo(message, VersionOffset + 8);
        info.CopyTo(message, VersionOffset + 8 + target.Length);
        return message;
    }

    /// <summary>Who the AUTHENTICATE message proves to be, or null ([MS-NLMP] 3.3.2).</summary>
    public Caller? Verify(byte[] message)
    {
        if (message.Length < 64)
        {
            return null;
        }

        var answer = Read(message, 20);
        var domain = Encoding.Unicode.GetString(Read(message, 28));
        var user = Encoding.Unicode.GetString(Read(message, 36));
        var name = accounts.Find(user) is null && domain.Length > 0 ? $"{domain}\\{user}" : user;
        if (answer.Length < 44 || accounts.Password(name) is not { } password)
        {
            return null;
        }

        var key = HMACMD5.HashData(Md4(Encoding.Unicode.GetBytes(password)), Encoding.Unicode.GetBytes(user.ToUpperInvariant() + domain));
        var proof = HMACMD5.HashData(key, (byte[])[.. challenge, .. answer[16..]]);
        return CryptographicOperations.FixedTimeEquals(proof, answer[..16]) ? accounts.Find(name) : null;
    }

    private static byte[] Md4(byte[] bytes)
    {
        var digest = new MD4Digest();
        digest.BlockUpdate(bytes, 0, bytes.Length);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return hash;
    }

    private static void Field(Span<byte> at, int length, int offset)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)length);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)length);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], offset);
    }

    private static ReadOnlySpan<byte> Read(byte[] message, int at)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(at));
        var offset = BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(at + 4));
        return offset >= 0 && (long)offset + length <= message.Length ? message.AsSpan(offset, length) : default;
    }

    /// <summary>AV_PAIRs: domain and computer names, the time, the end ([MS-NLMP] 2.2.2.1).</summary>
    private byte[] TargetInfo()
    {
        var timestamp = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(timestamp, time.GetUtcNow().ToFileTime());
        return
        [
            .. Pair(2, Encoding.Unicode.GetBytes(netBiosDomain)),
            .. Pair(1, Encoding.Unicode.GetBytes("EX01")),
            .. Pair(4, Encoding.Unicode.GetBytes("example.org")),
            .. Pair(3, Encoding.Unicode.GetBytes("ex01.example.org")),
            .. Pair(7, timestamp),
            .. Pair(0, []),
        ];
    }

    private static byte[] Pair(ushort id, byte[] value)
    {
        var pair = new byte[4 + value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(pair, id);
        BinaryPrimitives.WriteUInt16LittleEndian(pair.AsSpan(2), (ushort)value.Length);
        value.CopyTo(pair, 4);
        return pair;
    }
}
