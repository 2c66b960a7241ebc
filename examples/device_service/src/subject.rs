//! The people that the data is about.

use intune_privacy::Classified;
use intune_privacy::export::Subject;
use serde::Deserialize;

use crate::device::Device;

/// A person, by all the names that devices know them by.
#[derive(Classified, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// User principal names.
    #[data(identified, required, mam, subject, item = user::principal_name)]
    pub identifiers: Vec<String>,
}

impl Names {
    /// The person; `None` without a name.
    pub fn subject(&self) -> Option<Subject> {
        let mut names = self.identifiers.iter().filter(|name| !name.is_empty());
        let first = Subject::new(names.next()?);
        Some(names.fold(first, Subject::or))
    }
}

/// What a person is given of their data. The event of an export is about this record, so it names
/// the person also if nothing was found.
#[derive(Classified)]
#[data(category = user)]
pub struct SubjectExport {
    /// Who it is.
    #[data(nested)]
    pub subject: Names,
    /// Their devices.
    #[data(nested)]
    pub devices: Vec<Device>,
}
