@{
    RootModule             = 'module/bin/KerioMigration.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f0a3c1e-8f0b-4b55-9b7e-2f5d1c3f9a70'
    Author                 = 'KerioMigration contributors'
    CompanyName            = 'KerioMigration contributors'
    Copyright              = 'Copyright (c) KerioMigration contributors'
    Description            = 'Moves mailboxes from Microsoft Exchange to Kerio Connect: plans, copies, continues after an interruption, and reports on every item.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('module/KerioMigration.Format.ps1xml')
    CmdletsToExport        = @(
        'Get-ExchangeMailboxUser'
        'Get-MigrationReport'
        'Start-KerioMigration'
        'Test-MigrationConnection'
        'Test-MigrationResult'
        'Undo-KerioMigration'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags = @('Exchange', 'Kerio', 'KerioConnect', 'Migration', 'Mail', 'EWS', 'IMAP', 'PSEdition_Desktop', 'PSEdition_Core')
        }
    }
}
