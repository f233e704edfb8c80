using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>One method of the interface and who may call it; null is everybody, also before the login.</summary>
internal sealed record AdminMethod(string Name, UserRole? Least, Func<AdminCall, JsonNode?> Handler)
{
    private static readonly FrozenDictionary<string, AdminMethod> Methods = All().ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    public static AdminMethod? Find(string name) => Methods.GetValueOrDefault(name);

    private static List<AdminMethod> All() =>
    [
        new("Session.login", null, SessionMethods.Login),
        new("Version.getApiVersion", null, ServerMethods.GetApiVersion),
        new("Session.logout", UserRole.Auditor, SessionMethods.Logout),
        new("Session.whoAmI", UserRole.Auditor, SessionMethods.WhoAmI),
        new("Session.getDomain", UserRole.Auditor, SessionMethods.GetDomain),
        new("Version.getProductVersion", UserRole.Auditor, ServerMethods.GetProductVersion),
        new("Server.getVersion", UserRole.Auditor, ServerMethods.GetVersion),
        new("Server.getProductInfo", UserRole.Auditor, ServerMethods.GetProductInfo),
        new("Server.getAboutInfo", UserRole.Auditor, ServerMethods.GetAboutInfo),
        new("Server.getServerTime", UserRole.Auditor, ServerMethods.GetServerTime),
        new("Server.findEntityByEmail", UserRole.AccountAdmin, ServerMethods.FindEntityByEmail),
        new("ProductRegistration.getFullStatus", UserRole.Auditor, ServerMethods.GetFullStatus),
        new("Statistics.get", UserRole.Auditor, ServerMethods.GetStatistics),
        new("Services.get", UserRole.Auditor, ConfigurationMethods.GetServices),
        new("AdvancedOptions.get", UserRole.FullAdmin, ConfigurationMethods.GetAdvancedOptions),
        new("AdvancedOptions.set", UserRole.FullAdmin, ConfigurationMethods.SetAdvancedOptions),
        new("SecurityPolicy.get", UserRole.FullAdmin, ConfigurationMethods.GetSecurityPolicy),
        new("IpAddressGroups.getGroupList", UserRole.FullAdmin, ConfigurationMethods.GetGroupList),
        new("Domains.get", UserRole.AccountAdmin, DomainMethods.Get),
        new("Domains.create", UserRole.FullAdmin, DomainMethods.Create),
        new("Domains.set", UserRole.FullAdmin, DomainMethods.Set),
        new("Domains.getSettings", UserRole.AccountAdmin, DomainMethods.GetSettings),
        new("Domains.getUserCountInfo", UserRole.AccountAdmin, DomainMethods.GetUserCountInfo),
        new("Domains.generatePassword", UserRole.AccountAdmin, DomainMethods.GeneratePassword),
        new("Users.get", UserRole.AccountAdmin, UserMethods.Get),
        new("Users.create", UserRole.AccountAdmin, UserMethods.Create),
        new("Users.set", UserRole.AccountAdmin, UserMethods.Set),
        new("Users.remove", UserRole.AccountAdmin, UserMethods.Remove),
        new("Users.getNotActivated", UserRole.AccountAdmin, UserMethods.GetNotActivated),
        new("Users.activate", UserRole.AccountAdmin, UserMethods.Activate),
        new("Users.getStatistics", UserRole.AccountAdmin, UserMethods.GetStatistics),
        new("Aliases.get", UserRole.AccountAdmin, AddressMethods.GetAliases),
        new("Aliases.create", UserRole.AccountAdmin, AddressMethods.CreateAliases),
        new("Aliases.remove", UserRole.AccountAdmin, AddressMethods.RemoveAliases),
        new("Aliases.getMailPublicFolderList", UserRole.AccountAdmin, AddressMethods.GetMailPublicFolderList),
        new("Resources.get", UserRole.AccountAdmin, ResourceMethods.Get),
        new("Resources.create", UserRole.AccountAdmin, ResourceMethods.Create),
        new("Resources.set", UserRole.AccountAdmin, ResourceMethods.Set),
        new("Resources.remove", UserRole.AccountAdmin, ResourceMethods.Remove),
        new("Resources.getPrincipalList", UserRole.AccountAdmin, ResourceMethods.GetPrincipalList),
        new("Groups.get", UserRole.AccountAdmin, AddressMethods.GetGroups),
        new("Groups.create", UserRole.AccountAdmin, AddressMethods.CreateGroups),
        new("Groups.addMemberList", UserRole.AccountAdmin, AddressMethods.AddMembers),
        new("Groups.removeMemberList", UserRole.AccountAdmin, AddressMethods.RemoveMembers),
        new("Groups.remove", UserRole.AccountAdmin, AddressMethods.RemoveGroups),
    ];
}
