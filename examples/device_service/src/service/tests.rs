use super::{Refusal, Service};
use crate::device::Device;
use crate::keys::Keys;
use crate::ledger::Caller;
use crate::store::{Store, StoreError};
use intune_privacy::audit::Guid;

#[tokio::test]
async fn work_that_panics_does_not_keep_the_next_from_being_done() {
    let folder = tempfile::tempdir().unwrap();
    let secret = [1, 2].repeat(16);
    let keys = Keys::from_bytes(&secret, &secret).unwrap();
    let service = Service::new(Store::open(&folder.path().join("devices.db"), keys).unwrap());

    let panicked = service.work(|_| -> Result<(), StoreError> { panic!("on purpose") }).await;
    assert!(matches!(panicked, Err(Refusal::Panicked)));
    let within = service.work(Store::panic_in_transaction).await;
    assert!(matches!(within, Err(Refusal::Panicked)));

    let caller = Caller { name: "admin@contoso.example".into(), request: Guid::random() };
    service.work(move |store| store.create(Device::default(), &caller)).await.unwrap();
    let (devices, events) = service.work(|store| Ok(store.counts())).await.unwrap();
    assert_eq!((devices, events), (1, 1), "what panicked left nothing");
}
