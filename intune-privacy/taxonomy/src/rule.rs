//! The codes of the compile-time rules and their paragraphs.

use alloc::string::String;

use crate::rules::{class, collection, form, mam, name, secret, subject};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A compile-time rule. The codes are stable.
    ///
    /// ```
    /// use intune_privacy_taxonomy::Rule;
    /// assert_eq!(Rule::P01.summary(), "A field without `#[data(...)]`.");
    /// ```
    pub enum Rule {
        /// A field without an annotation.
        P01 => "P01",
        /// No class, or two.
        P02 => "P02",
        /// A class that the documents contradict.
        P03 => "P03",
        /// A requirement that the documents contradict.
        P04 => "P04",
        /// A MAM claim that the documents contradict.
        P05 => "P05",
        /// A name that means no documented item, or several.
        P06 => "P06",
        /// Data that is never collected.
        P07 => "P07",
        /// Device data whose class does not follow its linkage.
        P08 => "P08",
        /// An aggregate that is no number.
        P09 => "P09",
        /// Conditional data in a field that cannot be absent.
        P10 => "P10",
        /// A secret in a type that does not protect it.
        P11 => "P11",
        /// Documented data declared non-personal or undocumented.
        P12 => "P12",
        /// Data in a MAM-only record that MAM does not collect.
        P13 => "P13",
        /// A type that is neither a value nor a classified record.
        P14 => "P14",
        /// A malformed attribute.
        P15 => "P15",
        /// A data subject that makes no sense.
        P16 => "P16",
        /// A second `Debug`.
        P17 => "P17",
    }
}

impl Rule {
    /// What the rule rejects, in one line.
    pub fn summary(self) -> &'static str {
        self.text().split('\n').next().unwrap_or_default().trim()
    }

    /// The rule in full, as Markdown: what it rejects, why, and an example.
    pub fn paragraph(self) -> String {
        let lines = self.text().split('\n').skip(1);
        let mut paragraph = String::new();
        for line in lines {
            paragraph.push_str(line.strip_prefix(' ').unwrap_or(line));
            paragraph.push('\n');
        }
        paragraph.trim().into()
    }

    fn text(self) -> &'static str {
        match self {
            Self::P01 => name::P01,
            Self::P02 => class::P02,
            Self::P03 => class::P03,
            Self::P04 => collection::P04,
            Self::P05 => mam::P05,
            Self::P06 => name::P06,
            Self::P07 => name::P07,
            Self::P08 => class::P08,
            Self::P09 => class::P09,
            Self::P10 => collection::P10,
            Self::P11 => secret::P11,
            Self::P12 => name::P12,
            Self::P13 => mam::P13,
            Self::P14 => form::P14,
            Self::P15 => form::P15,
            Self::P16 => subject::P16,
            Self::P17 => form::P17,
        }
    }
}
