using System;
using System.Buffers.Text;
using System.Text;

namespace KerioMigration.Simulation.Seeding;

/// <summary>
/// A few dozen message bodies with their base64 forms, shared by all messages of a big mailbox: gigabytes of mail out of some megabytes.
/// Their lengths are the quantiles of a log-normal distribution with a mean of about 30 kB; the longest has some megabytes.
/// </summary>
internal sealed class SharedBodies
{
    /// <summary>How many there are.</summary>
    public const int Count = 512;

    private const double Sigma = 2;

    private readonly byte[][] raw = new byte[Count][];
    private readonly byte[][] encoded = new byte[Count][];

    /// <param name="mean">Wanted mean length in bytes.</param>
    public SharedBodies(double mean)
    {
        var text = Text(new Random(1900), 8_000_000);
        var lengths = new double[Count];
        double sum = 0;
        for (var i = 0; i < Count; i++)
        {
            lengths[i] = Math.Exp(Sigma * Quantile((i + 0.5) / Count));
            sum += lengths[i];
        }

        for (var i = 0; i < Count; i++)
        {
            var length = Math.Clamp((int)(lengths[i] * mean * Count / sum), 64, text.Length - 2);

            // Never cut between CR and LF: a server may change a CR that stands alone, and that would look like our doing.
            length -= text[length - 1] == '\r' ? 1 : 0;
            raw[i] = [.. text.AsSpan(0, length), (byte)'\r', (byte)'\n'];
            encoded[i] = new byte[Base64.GetMaxEncodedToUtf8Length(raw[i].Length)];
            Base64.EncodeToUtf8(raw[i], encoded[i], out _, out _);
        }
    }

    public ReadOnlyMemory<byte> Raw(int index) => raw[index];

    public ReadOnlyMemory<byte> Encoded(int index) => encoded[index];

    private static byte[] Text(Random random, int length)
    {
        string[] words = ["project", "offer", "meeting", "delivery", "regards", "please", "invoice", "and", "the", "of", "contract", "tomorrow", "thanks"];
        var text = new StringBuilder(length + 100);
        var line = 0;
        while (text.Length < length)
        {
            var word = words[random.Next(words.Length)];
            if (line + word.Length > 70)
            {
                text.Append("\r\n");
                line = 0;
            }

            text.Append(word).Append(' ');
            line += word.Length + 1;
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    /// <summary>The inverse of the normal distribution; the approximation of Abramowitz and Stegun 26.2.23 is good to 4.5e-4.</summary>
    private static double Quantile(double p)
    {
        if (p > 0.5)
        {
            return -Quantile(1 - p);
        }

        var t = Math.Sqrt(-2 * Math.Log(p));
        return -(t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t))));
    }
}
