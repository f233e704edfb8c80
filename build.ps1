<#
.SYNOPSIS
    Builds, tests, shows or packs the module.
.DESCRIPTION
    Needs the .NET 10 SDK and nothing else: PowerShell 7 and Windows PowerShell 5.1 run it with their language alone.
.PARAMETER Task
    Build  compiles everything and fills module/bin, so that ./KerioMigration.psd1 can be imported.
    Test   runs all tests.
    Demo   migrates an organization between the two simulations and shows what the cmdlets print.
    Pack   puts exactly what ships into artifacts/KerioMigration/<version>.
.PARAMETER OutputPath
    Where Pack puts the folder KerioMigration.
.EXAMPLE
    ./build.ps1 -Task Pack
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Pack')]
    [string] $Task = 'Build',

    [ValidateNotNullOrEmpty()]
    [string] $OutputPath = [IO.Path]::Combine($PSScriptRoot, 'artifacts')
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $args ended with exit code $LASTEXITCODE."
    }
}

function Get-RepositoryPath([string] $Path) {
    [IO.Path]::Combine($PSScriptRoot, $Path)
}

function Copy-ShippedFile([string] $Path, [string] $Destination) {
    $target = [IO.Path]::Combine($Destination, $Path)
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
    [IO.File]::Copy((Get-RepositoryPath $Path), $target)
}

# Built straight into the package: what is in module/bin may be in use, or of another configuration.
function New-Package {
    $manifest = & ([scriptblock]::Create([IO.File]::ReadAllText((Get-RepositoryPath 'KerioMigration.psd1'))))
    $package = [IO.Path]::Combine([IO.Path]::GetFullPath($OutputPath), 'KerioMigration', $manifest.ModuleVersion)
    if ([IO.Directory]::Exists($package)) {
        [IO.Directory]::Delete($package, $true)
    }

    foreach ($file in @('KerioMigration.psd1', 'README.md', 'CHANGELOG.md', 'LICENSE', 'module/ThirdPartyNotices.txt') + $manifest.FormatsToProcess) {
        Copy-ShippedFile $file $package
    }

    foreach ($help in [IO.Directory]::GetFiles((Get-RepositoryPath 'en-US'))) {
        Copy-ShippedFile "en-US/$([IO.Path]::GetFileName($help))" $package
    }

    Invoke-DotNet build (Get-RepositoryPath 'src/KerioMigration') --configuration Release "--property:ModuleBin=$package/module/bin/"
    $package
}

switch ($Task) {
    'Build' { Invoke-DotNet build (Get-RepositoryPath 'KerioMigration.slnx') --configuration Release }
    'Test' { Invoke-DotNet test (Get-RepositoryPath 'KerioMigration.slnx') }
    'Demo' { Invoke-DotNet run --project (Get-RepositoryPath 'tests/KerioMigration.Demo') }
    'Pack' { New-Package }
}
