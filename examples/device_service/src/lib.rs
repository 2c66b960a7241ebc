//! A service that keeps devices in SQLite, and leaves an event for everything that it does with them.
//!
//! * A change and its event are one transaction: there is no change without its event, and no event
//!   without its change. The same goes for reading: who is shown a device is on record.
//! * Events hold pseudonyms of the device, its user and who acted, and no value that is identified.
//! * What may not be collected is dropped before it is stored, such as the apps on a device of one's
//!   own.
//! * What is erased or deleted is gone from the bytes of the database and its log.
//!
//! [`service::Service`] has the requests. The events are made and appended in one place, the module
//! `ledger`, and [`store::Store`] is what uses it.

pub mod body;
pub mod demo;
pub mod device;
pub mod keys;
mod ledger;
pub mod refusal;
pub mod service;
pub mod store;
pub mod subject;
mod trail;

pub use ledger::Caller;
