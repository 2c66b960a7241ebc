//! Types declared inside of a method, a constant and a closure.

use intune_privacy::Classified;

trait Shown {
    fn shown() -> String;
}

impl<T> Shown for Vec<T> {
    fn shown() -> String {
        #[derive(Classified)]
        struct Local(#[data(identified, undocumented = "test")] u8);

        format!("{:?}", Local(1))
    }
}

const LENGTH: usize = {
    #[derive(Classified)]
    #[data(category = diagnostics)]
    struct Local<'a> {
        #[data(pseudonymized, optional)]
        success_rate: Option<&'a f32>,
    }

    let _ = Local { success_rate: None };
    Local::SCHEMA.variants().len()
};

fn main() {
    let closure = || {
        #[derive(Classified)]
        enum Local {
            Only(#[data(identified, undocumented = "test")] u8),
        }

        format!("{:?}", Local::Only(1))
    };
    assert_eq!(Vec::<u8>::shown(), "Local([identified])");
    assert_eq!(closure(), "Only([identified])");
    assert_eq!(LENGTH, 1);
}
