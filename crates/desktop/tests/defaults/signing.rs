//! How documents are signed at the providers that are connected.

use patchbay_contract::{DefaultChange, ErrorCode, SigningFlow};

use crate::firm::Firm;

fn sign(provider: &str, flow: SigningFlow, identity: Option<&str>) -> DefaultChange {
    DefaultChange::Sign { provider: provider.into(), flow, identity: identity.map(str::to_owned) }
}

#[tokio::test]
async fn documents_are_signed_as_was_chosen_by_the_methods_that_the_provider_has() {
    let firm = Firm::new().await;
    let parallel = sign("dropbox_sign", SigningFlow::Parallel, None);
    assert_eq!(firm.is_refused(parallel.clone()).await, ErrorCode::ConnectionUnfit);
    firm.connects("dropbox_sign").await;
    let before = firm.defaults().await.signing.remove(0);
    assert_eq!((before.is_chosen, before.flow), (false, SigningFlow::Sequential));
    let questions = sign("dropbox_sign", SigningFlow::Parallel, Some("id_check"));
    assert_eq!(firm.is_refused(questions).await, ErrorCode::ConnectionUnfit, "DocuSign has it");
    firm.changes(parallel).await;
    firm.changes(sign("dropbox_sign", SigningFlow::Parallel, Some("access_code"))).await;
    let after = firm.defaults().await.signing.remove(0);
    assert_eq!((after.is_chosen, after.flow), (true, SigningFlow::Parallel));
    assert_eq!(after.identity.as_deref(), Some("access_code"));
    let (_, facts) = firm.trail().await.remove(0);
    assert_eq!(facts["from"], "parallel, nobody is asked who they are");
    assert_eq!(facts["to"], "parallel, access_code");
}
