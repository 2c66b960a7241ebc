//! The 16 categories of data, as the two editions head them.

use crate::facts::{Class, DataKind, Edition, Labels, Requirement, Source};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A category of data: a heading of the published documents.
    ///
    /// ```
    /// use intune_privacy_taxonomy::{Category, Language};
    /// let category = Category::from_name("hardware_inventory").unwrap();
    /// assert_eq!(category.facts().labels.get(Language::Dutch), "Informatie over hardware-inventaris");
    /// ```
    pub enum Category {
        /// Access control information.
        AccessControl => "access_control",
        /// Admin and account information.
        AdminAccount => "admin_account",
        /// Admin created data.
        AdminCreated => "admin_created",
        /// Admin usage data.
        AdminUsage => "admin_usage",
        /// Application inventory.
        ApplicationInventory => "application_inventory",
        /// Audit log information.
        AuditLog => "audit_log",
        /// Customer third-party tenant IDs.
        CustomerTenant => "customer_tenant",
        /// Device data.
        DeviceData => "device_data",
        /// Device query for corporate-owned Windows devices.
        DeviceQuery => "device_query",
        /// Diagnostic, performance, and usage data.
        Diagnostics => "diagnostics",
        /// Hardware inventory information.
        HardwareInventory => "hardware_inventory",
        /// Managed application information.
        ManagedApplication => "managed_application",
        /// Support information.
        Support => "support",
        /// Optional client telemetry (ISO/IEC 19944-1:2020).
        Telemetry => "telemetry",
        /// Tenant account information.
        TenantAccount => "tenant_account",
        /// User information.
        User => "user",
    }
}

/// What is known of a whole category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CategoryFacts {
    /// The heading in four languages.
    pub labels: Labels,
    /// Whether the category is required or optional data (2023 edition).
    pub requirement: Requirement,
    /// The class that all documented rows of the category share, if there is one.
    pub class: Option<Class>,
    /// The editions that list the category.
    pub editions: &'static [Edition],
    /// The kind of data. Inferred: no edition states it for a category.
    pub data_kind: DataKind,
    /// The source of collection. Inferred: no edition states it for a category.
    pub source: Source,
    /// The position in the documents, from 0: required data first, then optional.
    pub row: u8,
}

impl Category {
    /// The facts of the category.
    pub const fn facts(self) -> &'static CategoryFacts {
        &CATEGORIES[self as usize]
    }

    /// The heading in English.
    pub const fn label(self) -> &'static str {
        self.facts().labels.en
    }
}

static CATEGORIES: [CategoryFacts; Category::ALL.len()] = [
    CategoryFacts {
        labels: Labels {
            en: "Access control information",
            fr: "Informations de contrôle d’accès",
            sv: "Information om åtkomstkontroll",
            nl: "Informatie over toegangsbeheer",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Customer,
        source: Source::AdminPortal,
        row: 0,
    },
    CategoryFacts {
        labels: Labels {
            en: "Admin and account information",
            fr: "Informations d’administration et de compte",
            sv: "Administratörs- och kontoinformation",
            nl: "Beheer- en accountgegevens",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::AdminPortal,
        row: 1,
    },
    CategoryFacts {
        labels: Labels {
            en: "Admin created data",
            fr: "Données créées par l’administrateur",
            sv: "Data som skapats av administratören",
            nl: "Door de beheerder gemaakte gegevens",
        },
        requirement: Requirement::Required,
        class: None,
        editions: &[Edition::Y2023],
        data_kind: DataKind::Customer,
        source: Source::AdminPortal,
        row: 2,
    },
    CategoryFacts {
        labels: Labels {
            en: "Admin usage data",
            fr: "Données d’utilisation de l’administrateur",
            sv: "Administratörsanvändningsdata",
            nl: "Gebruiksgegevens van beheerders",
        },
        requirement: Requirement::Required,
        class: Some(Class::Aggregated),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::ServiceGenerated,
        source: Source::AdminPortal,
        row: 3,
    },
    CategoryFacts {
        labels: Labels {
            en: "Application inventory",
            fr: "Inventaire des applications",
            sv: "Programinventering",
            nl: "Toepassingsinventaris",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::EndUserDevice,
        row: 4,
    },
    CategoryFacts {
        labels: Labels {
            en: "Audit log information",
            fr: "Informations du journal d’audit",
            sv: "Granskningslogginformation",
            nl: "Auditlogboekinformatie",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::AdminPortal,
        row: 5,
    },
    CategoryFacts {
        labels: Labels {
            en: "Customer third-party tenant IDs",
            fr: "ID de locataires tiers des clients",
            sv: "Kundens klientorganisations-ID:n hos tredje part",
            nl: "Tenant-id's van derden van de klant",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::ThirdPartyAccount,
        row: 6,
    },
    CategoryFacts {
        labels: Labels {
            en: "Device data",
            fr: "Données d’appareil",
            sv: "Enhetsdata",
            nl: "Apparaatgegevens",
        },
        requirement: Requirement::Required,
        class: Some(Class::Pseudonymized),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::EndUserDevice,
        row: 7,
    },
    CategoryFacts {
        labels: Labels {
            en: "Device query for corporate-owned Windows devices",
            fr: "Requête d’appareil pour les appareils Windows d’entreprise",
            sv: "Enhetsfråga för företagsägda Windows-enheter",
            nl: "Apparaatquery voor Windows-apparaten in bedrijfseigendom",
        },
        requirement: Requirement::Optional,
        class: None,
        editions: &[Edition::Y2023],
        data_kind: DataKind::Customer,
        source: Source::EndUserDevice,
        row: 14,
    },
    CategoryFacts {
        labels: Labels {
            en: "Diagnostic, performance, and usage data",
            fr: "Données de diagnostic, de performances et d’utilisation",
            sv: "Diagnostik-, prestanda- och användningsdata",
            nl: "Diagnostische, prestatie- en gebruiksgegevens",
        },
        requirement: Requirement::Optional,
        class: Some(Class::Pseudonymized),
        editions: &[Edition::Y2018],
        data_kind: DataKind::Diagnostic,
        source: Source::Diagnostics,
        row: 13,
    },
    CategoryFacts {
        labels: Labels {
            en: "Hardware inventory information",
            fr: "Informations sur l’inventaire matériel",
            sv: "Information om maskinvaruinventering",
            nl: "Informatie over hardware-inventaris",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::EndUserDevice,
        row: 8,
    },
    CategoryFacts {
        labels: Labels {
            en: "Managed application information",
            fr: "Informations d’application managée",
            sv: "Information om hanterade program",
            nl: "Beheerde toepassingsgegevens",
        },
        requirement: Requirement::Required,
        class: Some(Class::Pseudonymized),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::EndUserDevice,
        row: 9,
    },
    CategoryFacts {
        labels: Labels {
            en: "Support information",
            fr: "Informations concernant le support",
            sv: "Supportinformation",
            nl: "Ondersteuningsinformatie",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::AdminPortal,
        row: 10,
    },
    CategoryFacts {
        labels: Labels {
            en: "Optional client telemetry (ISO/IEC 19944-1:2020)",
            fr: "Télémétrie cliente facultative (ISO/IEC 19944-1:2020)",
            sv: "Valfri klienttelemetri (ISO/IEC 19944-1:2020)",
            nl: "Optionele clienttelemetrie (ISO/IEC 19944-1:2020)",
        },
        requirement: Requirement::Optional,
        class: Some(Class::Pseudonymized),
        editions: &[Edition::Y2023],
        data_kind: DataKind::Diagnostic,
        source: Source::Diagnostics,
        row: 15,
    },
    CategoryFacts {
        labels: Labels {
            en: "Tenant account information",
            fr: "Informations de compte de locataire",
            sv: "Information om klientorganisationens konto",
            nl: "Tenantaccountgegevens",
        },
        requirement: Requirement::Required,
        class: Some(Class::Aggregated),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::ServiceGenerated,
        source: Source::AdminPortal,
        row: 11,
    },
    CategoryFacts {
        labels: Labels {
            en: "User information",
            fr: "Informations sur l’utilisateur",
            sv: "Användarinformation",
            nl: "Gebruikersgegevens",
        },
        requirement: Requirement::Required,
        class: Some(Class::Identified),
        editions: &[Edition::Y2018, Edition::Y2023],
        data_kind: DataKind::Personal,
        source: Source::EndUserDevice,
        row: 12,
    },
];
