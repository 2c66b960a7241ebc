//! What the service writes down of what it does.

use std::fmt;

use intune_privacy::audit::{Actor, AuditEvent, Draft, Guid};
use intune_privacy::journal::rusqlite::{Connection, Transaction, TransactionBehavior};
use intune_privacy::journal::{Chain, Entry, JournalError, Query, Verification};
use intune_privacy::{Action, Policy, Pseudonyms, items};

use crate::device::Device;
use crate::keys::Keys;

/// Who asks, and in which request. Its `Debug` does not show who.
#[derive(Clone)]
pub struct Caller {
    /// The user principal name.
    pub name: String,
    /// What the events and the log of one request have in common.
    pub request: Guid,
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("request", &self.request).finish_non_exhaustive()
    }
}

/// The journal and what its events may show.
#[derive(Debug)]
pub(crate) struct Ledger {
    chain: Chain,
    policy: Policy,
    pseudonyms: Pseudonyms,
}

impl Ledger {
    pub(crate) fn new(keys: Keys) -> Self {
        let Keys { pseudonyms, chain } = keys;
        // The device and who acted have to be found again; all else that is identified is erased.
        let policy = Policy::logs()
            .with_item(&items::device_data::INTUNE_DEVICE_ID, Action::Pseudonymize)
            .with_item(&items::admin_account::UPN, Action::Pseudonymize)
            .with_pseudonyms(pseudonyms.clone());
        Self { chain, policy, pseudonyms }
    }

    /// Makes the tables of the journal in a new database.
    pub(crate) fn begin(&self, transaction: &Transaction<'_>) -> Result<(), JournalError> {
        self.chain.install(transaction)
    }

    /// Checks that the journal is there, and of this key. It is not made anew where it is missing.
    pub(crate) fn check(&self, database: &Connection) -> Result<(), JournalError> {
        self.chain.checkpoint(database).map(drop)
    }

    /// Does work in a transaction. The work returns the event to what it did, which is appended in the
    /// same transaction, so there is one place that a change can be committed at and no way there
    /// without the event. Only what changed nothing and showed nothing has none.
    ///
    /// The transaction is immediate: two of them, also of other processes, run one after the other.
    pub(crate) fn transact<T, E: From<JournalError>>(
        &self,
        database: &mut Connection,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, Option<AuditEvent>), E>,
    ) -> Result<T, E> {
        let transaction = database
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(JournalError::from)?;
        let (result, event) = work(&transaction)?;
        if let Some(event) = event {
            self.chain.append(&transaction, &event)?;
        }
        transaction.commit().map_err(JournalError::from)?;
        Ok(result)
    }

    /// The draft of an event with what all of them have.
    pub(crate) fn draft<'a, Kind>(
        &'a self,
        draft: Draft<'a, Kind>,
        caller: &Caller,
    ) -> Draft<'a, Kind> {
        draft
            .policy(&self.policy)
            .actor(Actor::user(&caller.name))
            .correlation_id(caller.request)
            .component("Device service")
            .category("Device")
            .resource_id(&items::device_data::INTUNE_DEVICE_ID)
    }

    /// The pseudonym of a person as a data subject.
    pub(crate) fn subject(&self, identifier: &str) -> String {
        self.pseudonyms.data_subject(identifier).to_string()
    }

    /// The pseudonym of a person as an actor.
    pub(crate) fn actor(&self, identifier: &str) -> String {
        self.pseudonyms.token(&items::admin_account::UPN, identifier).to_string()
    }

    /// The pseudonym of the user of a device.
    pub(crate) fn subject_of(&self, device: &Device) -> Option<String> {
        let name = device.user_principal_name.as_deref().filter(|name| !name.is_empty())?;
        Some(self.subject(name))
    }

    pub(crate) fn events(
        &self,
        database: &Connection,
        query: &Query,
    ) -> Result<Vec<Entry>, JournalError> {
        self.chain.query(database, query)
    }

    pub(crate) fn verify(&self, database: &Connection) -> Result<Verification, JournalError> {
        self.chain.verify(database)
    }
}
