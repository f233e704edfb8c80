using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.Kerio.Imap;

internal delegate Task<ImapReply> ImapHandler(ImapSession session, CommandReader reader, CancellationToken cancel);
