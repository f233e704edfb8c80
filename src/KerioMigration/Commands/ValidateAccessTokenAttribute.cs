using System;
using System.Management.Automation;
using System.Security;

namespace KerioMigration.Commands;

/// <summary>A token is a SecureString, or a script block that gives a fresh one; never a string in the command's text and history.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateAccessTokenAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var value = arguments is PSObject wrapped ? wrapped.BaseObject : arguments;
        if (value is not (SecureString or ScriptBlock))
        {
            throw new ValidationMetadataException("The access token must be a SecureString or a script block that returns one.");
        }
    }
}
