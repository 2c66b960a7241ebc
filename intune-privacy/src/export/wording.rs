//! What the documents' terms are called in the language of a data subject.

use super::Reason;
use intune_privacy_taxonomy::{Basis, Class, Condition, Labels, MamCondition};

/// A class as an adjective of data.
pub(super) const fn class(class: Class) -> Labels {
    match class {
        Class::Identified => {
            Labels::new("identified", "identifiées", "identifierade", "geïdentificeerd")
        }
        Class::Pseudonymized => {
            Labels::new("pseudonymized", "pseudonymisées", "pseudonymiserade", "gepseudonimiseerd")
        }
        Class::Aggregated => Labels::new("aggregated", "agrégées", "aggregerade", "geaggregeerd"),
        Class::NonPersonal => {
            Labels::new("not personal", "non personnelles", "inte personliga", "niet persoonlijk")
        }
        _ => Labels::new("unclassified", "non classées", "oklassificerade", "niet ingedeeld"),
    }
}

/// Where the class of an item comes from.
pub(super) const fn basis(basis: Basis) -> Labels {
    match basis {
        Basis::Documented => Labels::new(
            "documented by Microsoft",
            "documenté par Microsoft",
            "dokumenterat av Microsoft",
            "gedocumenteerd door Microsoft",
        ),
        Basis::Category => Labels::new(
            "inferred from its category",
            "déduit de sa catégorie",
            "härlett från kategorin",
            "afgeleid van de categorie",
        ),
        _ => Labels::new(
            "no document gives a class",
            "aucun document n’indique de classe",
            "inget dokument anger någon klass",
            "geen document geeft een klasse",
        ),
    }
}

/// The only circumstance under which data is collected at all.
pub(super) const fn condition(condition: Condition) -> Labels {
    match condition {
        Condition::CorporateOwned => Labels::new(
            "only from corporate-owned devices",
            "uniquement sur les appareils appartenant à l’entreprise",
            "endast från enheter som ägs av företaget",
            "alleen van apparaten in bedrijfseigendom",
        ),
        Condition::CorporateOwnedOrCompliantApp => Labels::new(
            "only if the device is corporate-owned or the compliant app feature is on",
            "uniquement si l’appareil appartient à l’entreprise ou si la fonctionnalité d’application conforme est activée",
            "endast om enheten ägs av företaget eller funktionen för kompatibla appar är på",
            "alleen als het apparaat bedrijfseigendom is of de functie voor compatibele apps aanstaat",
        ),
        Condition::CorporateOwnedWindowsWithDeviceQuery => Labels::new(
            "only from corporate-owned Windows devices with device query turned on",
            "uniquement sur les appareils Windows appartenant à l’entreprise dont la requête d’appareil est activée",
            "endast från företagsägda Windows-enheter där enhetsfrågor är aktiverade",
            "alleen van Windows-apparaten in bedrijfseigendom waarop apparaatquery aanstaat",
        ),
        Condition::OptionalDataConsent => Labels::new(
            "only with consent to optional data",
            "uniquement avec le consentement aux données facultatives",
            "endast med samtycke till valfria data",
            "alleen met toestemming voor optionele gegevens",
        ),
        _ => Labels::new(
            "only under a condition",
            "uniquement sous condition",
            "endast under ett visst villkor",
            "alleen onder een voorwaarde",
        ),
    }
}

/// The condition under which the MAM workload collects data.
pub(super) const fn mam_condition(condition: MamCondition) -> Labels {
    match condition {
        MamCondition::EntraJoined => Labels::new(
            "for app management, only if the device is Microsoft Entra joined",
            "pour la gestion des applications, uniquement si l’appareil est joint à Microsoft Entra",
            "för apphantering, endast om enheten är ansluten till Microsoft Entra",
            "voor app-beheer, alleen als het apparaat aan Microsoft Entra is toegevoegd",
        ),
        MamCondition::FriendlyName => Labels::new(
            "for app management, as the friendly name of the device",
            "pour la gestion des applications, en tant que nom convivial de l’appareil",
            "för apphantering, som enhetens egna namn",
            "voor app-beheer, als beschrijvende naam van het apparaat",
        ),
        MamCondition::ManagedAppsOnly => Labels::new(
            "for app management, of managed apps only",
            "pour la gestion des applications, uniquement pour les applications gérées",
            "för apphantering, endast för hanterade appar",
            "voor app-beheer, alleen van beheerde apps",
        ),
        MamCondition::MdmEnrolled => Labels::new(
            "for app management, only if the device is enrolled with Intune",
            "pour la gestion des applications, uniquement si l’appareil est inscrit à Intune",
            "för apphantering, endast om enheten är registrerad i Intune",
            "voor app-beheer, alleen als het apparaat bij Intune is ingeschreven",
        ),
        MamCondition::ThreatStatusWithMtd => Labels::new(
            "for app management, with the threat status if a Mobile Threat Defense connector is configured",
            "pour la gestion des applications, avec l’état de menace si un connecteur Mobile Threat Defense est configuré",
            "för apphantering, med hotstatus om en anslutning för Mobile Threat Defense är konfigurerad",
            "voor app-beheer, met de dreigingsstatus als een Mobile Threat Defense-connector is ingesteld",
        ),
        _ => Labels::new(
            "for app management, under a condition",
            "pour la gestion des applications, sous condition",
            "för apphantering, under ett visst villkor",
            "voor app-beheer, onder een voorwaarde",
        ),
    }
}

/// Why data is left out, as a sentence without its full stop.
pub(super) const fn reason(reason: Reason) -> Labels {
    match reason {
        Reason::Secret => Labels::new(
            "It is a secret, such as a key or password, and never leaves the service",
            "C’est un secret, comme une clé ou un mot de passe, qui ne quitte jamais le service",
            "Det är en hemlighet, till exempel en nyckel eller ett lösenord, och lämnar aldrig tjänsten",
            "Het is een geheim, zoals een sleutel of wachtwoord, en verlaat de dienst nooit",
        ),
        Reason::Class(Class::NonPersonal) => Labels::new(
            "It is not personal data",
            "Ce ne sont pas des données personnelles",
            "Det är inte personuppgifter",
            "Het zijn geen persoonsgegevens",
        ),
        Reason::Class(Class::Aggregated) => Labels::new(
            "It is a count or statistic that is about no single person",
            "C’est un nombre ou une statistique qui ne concerne aucune personne en particulier",
            "Det är ett antal eller statistik som inte gäller någon enskild person",
            "Het is een aantal of statistiek die niet over één persoon gaat",
        ),
        Reason::Class(_) => Labels::new(
            "Data of this class was not asked for",
            "Les données de cette classe n’ont pas été demandées",
            "Data av den här klassen har inte begärts",
            "Om gegevens van deze klasse is niet gevraagd",
        ),
        Reason::Optional => Labels::new(
            "It is optional data, and only required data was asked for",
            "Ce sont des données facultatives, et seules les données requises ont été demandées",
            "Det är valfria data, och endast nödvändiga data har begärts",
            "Het zijn optionele gegevens, en alleen om vereiste gegevens is gevraagd",
        ),
        Reason::NotMam => Labels::new(
            "App management alone does not collect it",
            "La gestion des applications seule ne le collecte pas",
            "Enbart apphantering samlar inte in det",
            "App-beheer alleen verzamelt het niet",
        ),
        Reason::MamCondition(condition) => match condition {
            MamCondition::EntraJoined => Labels::new(
                "App management collects it only from devices that are Microsoft Entra joined, and this one is not known to be",
                "La gestion des applications ne le collecte que sur les appareils joints à Microsoft Entra, ce que rien n’indique ici",
                "Apphantering samlar bara in det från enheter som är anslutna till Microsoft Entra, vilket den här inte är känd för att vara",
                "App-beheer verzamelt het alleen van apparaten die aan Microsoft Entra zijn toegevoegd, wat van dit apparaat niet bekend is",
            ),
            MamCondition::MdmEnrolled => Labels::new(
                "App management collects it only from devices that are enrolled with Intune, and this one is not known to be",
                "La gestion des applications ne le collecte que sur les appareils inscrits à Intune, ce que rien n’indique ici",
                "Apphantering samlar bara in det från enheter som är registrerade i Intune, vilket den här inte är känd för att vara",
                "App-beheer verzamelt het alleen van apparaten die bij Intune zijn ingeschreven, wat van dit apparaat niet bekend is",
            ),
            MamCondition::ManagedAppsOnly => Labels::new(
                "App management collects it of managed apps only, and this one is not known to be managed",
                "La gestion des applications ne le collecte que pour les applications gérées, ce que rien n’indique ici",
                "Apphantering samlar bara in det för hanterade appar, vilket den här inte är känd för att vara",
                "App-beheer verzamelt het alleen van beheerde apps, wat van deze app niet bekend is",
            ),
            _ => Labels::new(
                "App management collects it only with a Mobile Threat Defense connector, and none is known",
                "La gestion des applications ne le collecte qu’avec un connecteur Mobile Threat Defense, et aucun n’est connu",
                "Apphantering samlar bara in det med en anslutning för Mobile Threat Defense, och ingen sådan är känd",
                "App-beheer verzamelt het alleen met een Mobile Threat Defense-connector, en die is niet bekend",
            ),
        },
        Reason::Condition(_) => Labels::new(
            "It is collected only under a condition that is not known to hold",
            "Il n’est collecté que sous une condition dont rien n’indique qu’elle est remplie",
            "Det samlas bara in under ett villkor som inte är känt för att vara uppfyllt",
            "Het wordt alleen verzameld onder een voorwaarde waarvan niet bekend is dat eraan is voldaan",
        ),
        Reason::NotProvided => Labels::new(
            "Nothing says that the person it is about provided it",
            "Rien n’indique que la personne concernée l’a fourni",
            "Inget säger att den person som det gäller har lämnat det",
            "Niets zegt dat de betrokkene het heeft verstrekt",
        ),
        Reason::Policy(_) => Labels::new(
            "It is redacted in this copy",
            "Il est masqué dans cette copie",
            "Det är maskerat i den här kopian",
            "Het is in deze kopie afgeschermd",
        ),
        Reason::NotSerialized => Labels::new(
            "The program keeps it to itself and has no form to write it in",
            "Le programme le garde pour lui et n’a pas de forme pour l’écrire",
            "Programmet behåller det för sig självt och har ingen form att skriva det i",
            "Het programma houdt het voor zichzelf en heeft geen vorm om het te schrijven",
        ),
        Reason::Unclassified => Labels::new(
            "Nothing says what kind of data it is",
            "Rien n’indique de quel type de données il s’agit",
            "Inget säger vilket slags data det är",
            "Niets zegt wat voor gegevens het zijn",
        ),
    }
}
