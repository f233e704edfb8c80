using System;
using System.Collections.Generic;
using System.Globalization;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>MessageText is in the mailbox's language: clients must go by the code.</summary>
internal static class MessageTexts
{
    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        ["ErrorItemNotFound"] = "The specified object was not found in the store.",
        ["ErrorFolderNotFound"] = "The specified folder could not be found in the store.",
        ["ErrorInvalidIdMalformed"] = "Id is malformed.",
        ["ErrorInvalidIdEmpty"] = "Id must be non-empty.",
        ["ErrorInvalidSyncStateData"] = "Synchronization state data is corrupt or otherwise invalid.",
        ["ErrorAccessDenied"] = "Access is denied. Check credentials and try again.",
        ["ErrorBatchProcessingStopped"] = "Aborted because batch processing was stopped by an earlier error.",
        ["ErrorInvalidPropertyRequest"] = "Property is not valid for this object type.",
        ["ErrorInvalidPropertyForOperation"] = "The property is not valid for this operation.",
        ["ErrorNameResolutionNoResults"] = "No results were found.",
        ["ErrorNameResolutionMultipleResults"] = "Multiple results were found.",
        ["ErrorInvalidNameForNameResolution"] = "The specified name is invalid for name resolution.",
        ["ErrorServerBusy"] = "The server cannot service this request right now. Try again later.",
        ["ErrorNonExistentMailbox"] = "The SMTP address has no mailbox associated with it.",
        ["ErrorMimeContentConversionFailed"] = "MIME content conversion failed.",
        ["ErrorInternalServerError"] = "An internal server error occurred. The operation failed.",
        ["ErrorNonPrimarySmtpAddress"] = "The primary SMTP address must be specified when referencing a mailbox.",
    };

    private static readonly Dictionary<string, Dictionary<string, string>> Translations = new(StringComparer.Ordinal)
    {
        ["de"] = new(StringComparer.Ordinal)
        {
            ["ErrorItemNotFound"] = "Das angegebene Objekt wurde im Informationsspeicher nicht gefunden.",
            ["ErrorFolderNotFound"] = "Der angegebene Ordner wurde im Informationsspeicher nicht gefunden.",
            ["ErrorNameResolutionNoResults"] = "Es wurden keine Ergebnisse gefunden.",
            ["ErrorAccessDenied"] = "Der Zugriff wurde verweigert. Überprüfen Sie die Anmeldeinformationen.",
            ["ErrorInvalidSyncStateData"] = "Die Daten zum Synchronisierungsstatus sind beschädigt oder ungültig.",
        },
        ["fr"] = new(StringComparer.Ordinal)
        {
            ["ErrorItemNotFound"] = "L'objet spécifié est introuvable dans la banque d'informations.",
            ["ErrorFolderNotFound"] = "Le dossier spécifié est introuvable dans la banque d'informations.",
            ["ErrorNameResolutionNoResults"] = "Aucun résultat n'a été trouvé.",
        },
    };

    public static string Of(string code, CultureInfo culture) =>
        Translations.TryGetValue(culture.TwoLetterISOLanguageName, out var texts) && texts.TryGetValue(code, out var translated) ? translated
        : English.TryGetValue(code, out var text) ? text
        : $"The operation failed: {code}.";
}
