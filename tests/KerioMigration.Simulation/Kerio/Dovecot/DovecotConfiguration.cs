using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dovecot;

/// <summary>The configuration file of a Dovecot that touches nothing outside its folder.</summary>
internal static class DovecotConfiguration
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Writes the file and gives its path.</summary>
    public static string Write(string folder, int port, string password, DovecotOptions options)
    {
        var mail = Path.Combine(folder, "mail");
        Directory.CreateDirectory(mail);
        if (!OperatingSystem.IsWindows())
        {
            // Dovecot refuses mail access as root: the mail belongs to nobody.
            File.SetUnixFileMode(folder, Everybody);
            File.SetUnixFileMode(mail, Everybody);
        }

        var path = Path.Combine(folder, "dovecot.conf");
        File.WriteAllText(path, Text(folder, mail, port, password, options) + Accounts(mail));
        return path;
    }

    private static string Text(string folder, string mail, int port, string password, DovecotOptions options)
    {
        var names = FolderNames.For(options.Language);
        var quota = options.Quota is { } bytes ? Quota(bytes) : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/state
            instance_name = kerio-{{port}}
            log_path = {{folder}}/dovecot.log
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            auth_failure_delay = 0
            mail_location = {{options.Storage}}:{{mail}}/%u{{(options.Storage == "maildir" ? string.Empty : ":LAYOUT=index")}}
            mail_fsync = {{options.Fsync}}
            mail_max_userip_connections = 0
            first_valid_uid = 1
            imap_capability = {{options.Features.ToCapability()}} UNSELECT
            {{quota}}
            passdb {
              driver = static
              args = password={{password}}
            }
            namespace inbox {
              inbox = yes
              separator = /
              {{Mailbox(names.Trash, "Trash")}}
              {{Mailbox(names.Drafts, "Drafts")}}
              {{Mailbox(names.Junk, "Junk")}}
              {{Mailbox(names.Sent, "Sent")}}
            }
            service imap-login {
              inet_listener imap {
                port = {{port}}
              }
              inet_listener imaps {
                port = 0
              }
              service_count = 0
            }
            service imap {
              process_limit = 1000
            }

            """);
    }

    private static string GroupOf(string user)
    {
        using var id = Process.Start(new ProcessStartInfo("id", ["-gn", user]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The program id cannot be started.");
        return id.StandardOutput.ReadToEnd().Trim();
    }

    private static string Mailbox(string name, string use) =>
        $"mailbox \"{name}\" {{\n    special_use = \\{use}\n    auto = subscribe\n  }}";

    private static string Quota(long bytes) => string.Create(CultureInfo.InvariantCulture, $$"""
        mail_plugins = quota
        protocol imap {
          mail_plugins = quota imap_quota
        }
        plugin {
          quota = count:User quota
          quota_rule = *:bytes={{bytes}}
          quota_vsizes = yes
        }
        """);

    /// <summary>Root switches to other accounts for each process; anybody else can only be oneself.</summary>
    private static string Accounts(string mail)
    {
        var isRoot = Environment.UserName == "root";
        var mailUser = isRoot ? "nobody" : Environment.UserName;
        var text = new StringBuilder($"userdb {{\n  driver = static\n  args = uid={mailUser} home={mail}/%u allow_all_users=yes\n}}\n");
        text.Append(CultureInfo.InvariantCulture, $"mail_uid = {mailUser}\n");
        if (isRoot)
        {
            return text.Append("mail_gid = nogroup\n").ToString();
        }

        text.Append(CultureInfo.InvariantCulture, $"default_internal_user = {mailUser}\ndefault_login_user = {mailUser}\n");
        text.Append(CultureInfo.InvariantCulture, $"default_internal_group = {GroupOf(mailUser)}\n");
        foreach (var service in (string[])["imap-login", "anvil", "stats", "ipc"])
        {
            text.Append(CultureInfo.InvariantCulture, $"service {service} {{\n  chroot =\n}}\n");
        }

        return text.ToString();
    }
}
