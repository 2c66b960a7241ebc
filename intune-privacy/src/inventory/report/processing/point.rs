//! What the record has to say, and by which article.

use alloc::string::String;
use alloc::vec::Vec;

/// What the record has to say.
///
/// Source: Regulation (EU) 2016/679, Articles 30(1) and 6(1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Controller,
    JointControllers,
    Representative,
    DataProtectionOfficer,
    Purposes,
    DataSubjects,
    PersonalData,
    Recipients,
    Transfers,
    Retention,
    Security,
    /// No point of Article 30, and kept beside it.
    LegalBasis,
}

impl Point {
    pub(super) const fn article(self) -> &'static str {
        match self {
            Self::Controller
            | Self::JointControllers
            | Self::Representative
            | Self::DataProtectionOfficer => "30(1)(a)",
            Self::Purposes => "30(1)(b)",
            Self::DataSubjects | Self::PersonalData => "30(1)(c)",
            Self::Recipients => "30(1)(d)",
            Self::Transfers => "30(1)(e)",
            Self::Retention => "30(1)(f)",
            Self::Security => "30(1)(g)",
            Self::LegalBasis => "6(1)",
        }
    }

    /// The name in JSON, and mostly in the file.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Controller => "controller",
            Self::JointControllers => "joint_controllers",
            Self::Representative => "representative",
            Self::DataProtectionOfficer => "data_protection_officer",
            Self::Purposes => "purposes",
            Self::DataSubjects => "data_subjects",
            Self::PersonalData => "personal_data",
            Self::Recipients => "recipients",
            Self::Transfers => "transfers",
            Self::Retention => "retention",
            Self::Security => "security",
            Self::LegalBasis => "legal_basis",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Controller => "Controller",
            Self::JointControllers => "Joint controllers",
            Self::Representative => "Representative of the controller",
            Self::DataProtectionOfficer => "Data protection officer",
            Self::Purposes => "Purpose",
            Self::DataSubjects => "Categories of data subjects",
            Self::PersonalData => "Categories of personal data",
            Self::Recipients => "Categories of recipients",
            Self::Transfers => "Transfers to third countries or international organisations",
            Self::Retention => "Time limits for erasure",
            Self::Security => "Technical and organisational security measures",
            Self::LegalBasis => "Legal basis",
        }
    }
}

/// By whom something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Code,
    File,
}

impl Origin {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::File => "file",
        }
    }
}

/// What is said to a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) point: Point,
    /// `None` if nobody says anything.
    pub(super) origin: Option<Origin>,
    /// None, by the word of the origin, if it is empty.
    pub(super) values: Vec<String>,
}

impl Statement {
    pub(super) fn of_file(point: Point, values: Option<Vec<String>>) -> Self {
        let origin = values.as_ref().map(|_| Origin::File);
        Self { point, origin, values: values.unwrap_or_default() }
    }

    /// A statement of the code, which says something or nothing.
    pub(super) fn of_code(point: Point, values: Vec<String>) -> Self {
        let origin = (!values.is_empty()).then_some(Origin::Code);
        Self { point, origin, values }
    }

    pub(super) const fn is_missing(&self) -> bool {
        self.origin.is_none()
    }
}
