//! What the documents say of a data item: class, requirement, MAM, condition, format, edition.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How closely data points at a person.
    ///
    /// The three classes are those of the 2018 edition, which the 2023 edition still describes in
    /// prose. [`NonPersonal`](Self::NonPersonal) is no documented class: it is the developer's
    /// statement that a field holds no personal data. The order is from the strictest to the
    /// weakest.
    ///
    /// ```
    /// use intune_privacy_taxonomy::Class;
    /// assert!(Class::Identified.is_stricter_than(Class::Pseudonymized));
    /// assert_eq!(Class::from_name("aggregated"), Some(Class::Aggregated));
    /// ```
    pub enum Class {
        /// Tied to a user, device or application, and essential to managing it (2018 edition).
        Identified => "identified",
        /// Associated with a unique identifier that cannot on its own identify a person
        /// (2018 edition).
        Pseudonymized => "pseudonymized",
        /// Counts and statistics used to provision and improve the service (2018 edition).
        Aggregated => "aggregated",
        /// No personal data at all, by the developer's statement.
        NonPersonal => "non_personal",
    }
}

impl Class {
    /// Whether this class asks for more protection than `other`.
    pub const fn is_stricter_than(self, other: Self) -> bool {
        (self as u8) < (other as u8)
    }
}

vocabulary! {
    /// Where the class of an item comes from. Nothing inferred is ever presented as documented.
    pub enum Basis {
        /// An edition lists the item under that class.
        Documented => "documented",
        /// Inferred: every documented row of the item's category has that class.
        Category => "category",
        /// No edition gives a class, and the category has none either.
        Undocumented => "undocumented",
    }
}

vocabulary! {
    /// Whether the service needs the data to work (2023 edition).
    pub enum Requirement {
        /// Part of the standard feature set.
        Required => "required",
        /// Collected only when the customer turns a feature on or consents.
        Optional => "optional",
    }
}

vocabulary! {
    /// Whether the mobile application management (MAM) workload collects the item.
    ///
    /// The MAM column of the 2023 edition covers required data only.
    pub enum Mam {
        /// The column says yes, perhaps under a [`MamCondition`].
        Yes => "yes",
        /// The column says no.
        No => "no",
        /// The item is optional data, which the column does not cover.
        Undocumented => "undocumented",
    }
}

vocabulary! {
    /// The condition that the MAM column of the 2023 edition adds to a yes.
    pub enum MamCondition {
        /// If the device is Microsoft Entra joined.
        EntraJoined => "entra_joined",
        /// As the friendly name of the device.
        FriendlyName => "friendly_name",
        /// For managed apps only.
        ManagedAppsOnly => "managed_apps_only",
        /// If the device is MDM enrolled with Intune.
        MdmEnrolled => "mdm_enrolled",
        /// With the threat status if a Mobile Threat Defense connector is configured.
        ThreatStatusWithMtd => "threat_status_with_mtd",
    }
}

impl MamCondition {
    /// The condition in words that continue "collected by MAM".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::EntraJoined => "if the device is Microsoft Entra joined",
            Self::FriendlyName => "as the friendly name of the device",
            Self::ManagedAppsOnly => "for managed apps only",
            Self::MdmEnrolled => "if the device is MDM enrolled with Intune",
            Self::ThreatStatusWithMtd => {
                "with the threat status if a Mobile Threat Defense connector is configured"
            }
        }
    }
}

vocabulary! {
    /// The only circumstance under which an item is collected at all.
    pub enum Condition {
        /// The device is corporate-owned.
        CorporateOwned => "corporate_owned",
        /// The administrator marked the device as corporate-owned, or the compliant app feature
        /// is on.
        CorporateOwnedOrCompliantApp => "corporate_owned_or_compliant_app",
        /// The device is a corporate-owned Windows device and device query is on.
        CorporateOwnedWindowsWithDeviceQuery => "corporate_owned_windows_with_device_query",
        /// The customer consents to optional diagnostic data.
        OptionalDataConsent => "optional_data_consent",
    }
}

impl Condition {
    /// The condition in words that continue "collected only".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::CorporateOwned => "from corporate-owned devices",
            Self::CorporateOwnedOrCompliantApp => {
                "if the device is corporate-owned or the compliant app feature is on"
            }
            Self::CorporateOwnedWindowsWithDeviceQuery => {
                "from corporate-owned Windows devices with device query turned on"
            }
            Self::OptionalDataConsent => "with consent to optional data",
        }
    }
}

vocabulary! {
    /// The shape of an item's value, which masks and validators go by.
    pub enum Format {
        /// A number of things.
        Count => "count",
        /// An e-mail address or user principal name.
        Email => "email",
        /// A GUID.
        Guid => "guid",
        /// An integrated circuit card identifier (SIM card number).
        Iccid => "iccid",
        /// An international mobile equipment identity.
        Imei => "imei",
        /// An IPv4 or IPv6 address.
        Ip => "ip",
        /// A geographic position.
        Location => "location",
        /// A MAC address.
        Mac => "mac",
        /// A number.
        Number => "number",
        /// A file-system path.
        Path => "path",
        /// A person's name.
        PersonName => "person_name",
        /// A telephone number.
        Phone => "phone",
        /// A secret, whatever its shape.
        Secret => "secret",
        /// A hardware serial number.
        Serial => "serial",
        /// Free text.
        Text => "text",
        /// A date and time.
        Timestamp => "timestamp",
        /// A version number.
        Version => "version",
    }
}

vocabulary! {
    /// An edition of the document "Data collection in Intune" that the taxonomy joins.
    pub enum Edition {
        /// The edition of 18 May 2018: identified, pseudonymized or aggregated for each row; no
        /// MAM column.
        Y2018 => "2018",
        /// The edition of 2023: required or optional, the MAM column, data that is never
        /// collected; no class for each row.
        Y2023 => "2023",
    }
}

vocabulary! {
    /// A language of the labels, by its ISO 639-1 code.
    pub enum Language {
        /// English.
        English => "en",
        /// French.
        French => "fr",
        /// Swedish.
        Swedish => "sv",
        /// Dutch.
        Dutch => "nl",
    }
}

/// A name in each [`Language`].
///
/// The labels follow the published translations, with their errors mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Labels {
    /// English.
    pub en: &'static str,
    /// French.
    pub fr: &'static str,
    /// Swedish.
    pub sv: &'static str,
    /// Dutch.
    pub nl: &'static str,
}

impl Labels {
    /// A name in English, French, Swedish and Dutch.
    pub const fn new(
        en: &'static str,
        fr: &'static str,
        sv: &'static str,
        nl: &'static str,
    ) -> Self {
        Self { en, fr, sv, nl }
    }

    /// The label in one language.
    pub const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::French => self.fr,
            Language::Swedish => self.sv,
            Language::Dutch => self.nl,
        }
    }
}

vocabulary! {
    /// The kind of data in the terms of the 2023 edition, inferred for a whole category.
    pub enum DataKind {
        /// Content that the customer creates.
        Customer => "customer",
        /// Diagnostic data.
        Diagnostic => "diagnostic",
        /// Data about a person.
        Personal => "personal",
        /// Metadata that the service generates.
        ServiceGenerated => "service_generated",
    }
}

vocabulary! {
    /// Where a category's data comes from, among the sources both editions list; inferred for a
    /// whole category.
    pub enum Source {
        /// The administrator's use of the admin center.
        AdminPortal => "admin_portal",
        /// Diagnostic, performance and usage information.
        Diagnostics => "diagnostics",
        /// Devices of end users.
        EndUserDevice => "end_user_device",
        /// Customer accounts at third-party services.
        ThirdPartyAccount => "third_party_account",
    }
}
