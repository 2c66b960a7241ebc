use intune_privacy::Language;
use intune_privacy::export::Package;
use intune_privacy_examples::graph::{AuditEvent, ManagedAppRegistration, ManagedDevice};

/// The package with what the records are called in the subject's language.
pub(crate) fn titled(package: Package, language: Language) -> Package {
    let [devices, apps, events] = match language {
        Language::French => ["Vos appareils", "Vos applications", "Vos actions dans Intune"],
        Language::Swedish => ["Dina enheter", "Dina appar", "Vad du har gjort i Intune"],
        Language::Dutch => ["Uw apparaten", "Uw apps", "Wat u in Intune hebt gedaan"],
        _ => ["Your devices", "Your apps", "What you did in Intune"],
    };
    package
        .title::<ManagedDevice>(devices)
        .title::<ManagedAppRegistration>(apps)
        .title::<AuditEvent>(events)
}
