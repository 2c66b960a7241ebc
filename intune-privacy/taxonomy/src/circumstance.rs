//! What is known of a device and its tenant, by which the documented conditions are decided.

use crate::facts::{Condition, MamCondition};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A fact about a device or its tenant that a documented condition asks for.
    pub enum Fact {
        /// The device is Microsoft Entra joined.
        EntraJoined => "entra_joined",
        /// The device is MDM enrolled with Intune.
        MdmEnrolled => "mdm_enrolled",
        /// The app is managed.
        ManagedApp => "managed_app",
        /// The device is corporate-owned.
        CorporateOwned => "corporate_owned",
        /// The compliant app feature is on.
        CompliantApp => "compliant_app",
        /// The device runs Windows, and device query is on.
        WindowsDeviceQuery => "windows_device_query",
        /// A Mobile Threat Defense connector is configured.
        ThreatDefenseConnector => "threat_defense_connector",
        /// The customer consents to optional diagnostic data.
        OptionalDataConsent => "optional_data_consent",
    }
}

/// The facts that hold of a device and its tenant. A fact that nobody stated does not hold.
///
/// ```
/// use intune_privacy_taxonomy::{Condition, Fact, Facts};
///
/// let facts = Facts::none().with(Fact::CorporateOwned);
/// assert!(Condition::CorporateOwned.holds(facts));
/// assert!(!Condition::OptionalDataConsent.holds(facts));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts(u8);

impl Facts {
    /// No fact is known.
    pub const fn none() -> Self {
        Self(0)
    }

    /// These facts and one more.
    #[must_use]
    pub const fn with(self, fact: Fact) -> Self {
        Self(self.0 | 1 << fact as u8)
    }

    /// Whether the fact is among them.
    pub const fn hold(self, fact: Fact) -> bool {
        self.0 & 1 << fact as u8 != 0
    }
}

impl FromIterator<Fact> for Facts {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> Self {
        facts.into_iter().fold(Self::none(), Self::with)
    }
}

impl Condition {
    /// Whether data under this condition may be collected, given what is known.
    pub const fn holds(self, facts: Facts) -> bool {
        let corporate = facts.hold(Fact::CorporateOwned);
        match self {
            Self::CorporateOwned => corporate,
            Self::CorporateOwnedOrCompliantApp => corporate || facts.hold(Fact::CompliantApp),
            Self::CorporateOwnedWindowsWithDeviceQuery => {
                corporate && facts.hold(Fact::WindowsDeviceQuery)
            }
            Self::OptionalDataConsent => facts.hold(Fact::OptionalDataConsent),
        }
    }
}

impl MamCondition {
    /// Whether the MAM workload collects data under this condition, given what is known. It always
    /// collects the friendly name of a device.
    pub const fn holds(self, facts: Facts) -> bool {
        match self {
            Self::EntraJoined => facts.hold(Fact::EntraJoined),
            Self::FriendlyName => true,
            Self::ManagedAppsOnly => facts.hold(Fact::ManagedApp),
            Self::MdmEnrolled => facts.hold(Fact::MdmEnrolled),
            Self::ThreatStatusWithMtd => facts.hold(Fact::ThreatDefenseConnector),
        }
    }
}

const _: () = assert!(Fact::ALL.len() <= u8::BITS as usize);

#[cfg(test)]
mod tests {
    use super::{Fact, Facts};
    use crate::facts::{Condition, MamCondition};

    #[test]
    fn without_a_fact_no_condition_holds() {
        for condition in Condition::ALL {
            assert!(!condition.holds(Facts::none()), "{condition}");
        }
        for condition in MamCondition::ALL {
            let always = *condition == MamCondition::FriendlyName;
            assert_eq!(condition.holds(Facts::none()), always, "{condition}");
        }
    }

    #[test]
    fn a_fact_that_is_given_twice_holds() {
        for fact in Fact::ALL.iter().copied() {
            assert!(Facts::none().with(fact).with(fact).hold(fact), "{fact}");
        }
    }

    #[test]
    fn each_condition_asks_for_its_own_facts() {
        for fact in Fact::ALL.iter().copied() {
            let facts = Facts::none().with(fact);
            assert!(facts.hold(fact));
            let mut conditions = [""; 2];
            let holding = Condition::ALL.iter().filter(|condition| condition.holds(facts));
            for (place, condition) in conditions.iter_mut().zip(holding) {
                *place = condition.as_str();
            }
            let expected = match fact {
                Fact::CorporateOwned => ["corporate_owned", "corporate_owned_or_compliant_app"],
                Fact::CompliantApp => ["corporate_owned_or_compliant_app", ""],
                Fact::OptionalDataConsent => ["optional_data_consent", ""],
                _ => ["", ""],
            };
            assert_eq!(conditions, expected, "{fact}");
        }
        let query: Facts = [Fact::CorporateOwned, Fact::WindowsDeviceQuery].into_iter().collect();
        assert!(Condition::CorporateOwnedWindowsWithDeviceQuery.holds(query));
        for (condition, fact) in [
            (MamCondition::EntraJoined, Fact::EntraJoined),
            (MamCondition::ManagedAppsOnly, Fact::ManagedApp),
            (MamCondition::MdmEnrolled, Fact::MdmEnrolled),
            (MamCondition::ThreatStatusWithMtd, Fact::ThreatDefenseConnector),
        ] {
            assert!(condition.holds(Facts::none().with(fact)), "{condition}");
            assert!(!condition.holds(Facts(u8::MAX ^ Facts::none().with(fact).0)), "{condition}");
        }
    }
}
