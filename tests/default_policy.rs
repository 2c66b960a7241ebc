//! The policy of the process. It can be set once, so this test has a program of its own.

use std::sync::Barrier;
use std::thread;

use intune_privacy::tracing::field;
use intune_privacy::{Action, Class, Classified, Policy};

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: &'static str,
    #[data(pseudonymized, undocumented = "test")]
    installation: u64,
    #[data(nested)]
    dock: Option<Box<Device>>,
}

const DEVICE: Device =
    Device { serial_number: "C02XK1JGJHD3", installation: 1_234_567, dock: None };

#[test]
fn debug_follows_the_policy_that_is_set_first() {
    let device = Device { dock: Some(Box::new(DEVICE)), ..DEVICE };
    let logs = "Device { serial_number: [identified], installation: 1234567, dock: \
                Device { serial_number: [identified], installation: 1234567, dock: None } }";
    let support = "Device { serial_number: ***JHD3, installation: [pseudonymized], dock: \
                   Device { serial_number: ***JHD3, installation: [pseudonymized], dock: None } }";
    let line = || field(&device).map(|line| format!("{line:?}"));
    assert_eq!(format!("{device:?}"), logs);
    assert_eq!(line().as_deref(), Some(logs));

    // Many threads try at once, with two policies; one of them wins, and all see the same.
    let candidates = [
        Policy::support().with(Class::Pseudonymized, Action::Erase),
        Policy::support().with(Class::Pseudonymized, Action::Erase),
    ];
    let barrier = Barrier::new(8);
    let won: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|number: usize| {
                let (candidate, barrier, device) = (&candidates[number % 2], &barrier, &device);
                scope.spawn(move || {
                    barrier.wait();
                    let won = candidate.clone().set_default().is_ok();
                    assert_eq!(format!("{device:?}"), support);
                    usize::from(won)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
    });
    assert_eq!(won, 1);

    assert_eq!(format!("{device:?}"), support);
    assert_eq!(line().as_deref(), Some(support));

    // It stays, and the refusal says why.
    let error = Policy::strict().set_default().expect_err("it is set");
    assert_eq!(error.to_string(), "the default policy of `Debug` has been set before");
    assert_eq!(format!("{device:?}"), support);

    // A view has a policy of its own.
    let logs_again = Policy::logs();
    assert_eq!(format!("{:?}", device.redacted(&logs_again)), logs);
}
