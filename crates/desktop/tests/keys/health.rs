//! The five parts of a connection: what each is after a test that works, one that the provider
//! says no to and one that found out nothing, and what last proved it.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    EnvironmentId, ErrorCode, HealthPart as Of, HealthState as Is, NewKey, PartHealth, SignInAt,
};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::Firm;

async fn parts(firm: &Firm, id: &str) -> Vec<PartHealth> {
    firm.installation.health(&firm.catalogue, id).await.unwrap().parts
}

async fn states(firm: &Firm, id: &str) -> Vec<Is> {
    parts(firm, id).await.iter().map(|one| one.state).collect()
}

fn one(parts: &[PartHealth], part: Of) -> &PartHealth {
    parts.iter().find(|one| one.part == part).unwrap()
}

fn fails(status: u16) -> Trick {
    Trick::Fails(Failure { status: Some(status), code: None, text: None })
}

impl Firm {
    /// Tests it while the provider does that.
    async fn tested_while(&self, provider: &str, id: &str, trick: Trick) {
        self.waits(SignedDuration::from_hours(1));
        self.practice.misbehave(provider, Misbehaviour::always(Endpoint::Api, trick));
        self.keys.test(id).await.unwrap();
        self.practice.behave(provider);
    }
}

#[tokio::test]
async fn each_part_says_how_it_is_and_when_it_was_last_proven() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("stripe", "key")).await.connection;
    let proven = Some(*firm.clock.lock().unwrap());
    let well = [Is::Well, Is::Well, Is::NotNeeded, Is::Unproven, Is::NotNeeded];
    assert_eq!(states(&firm, &id).await, well);

    firm.tested_while("stripe", &id, Trick::Status(503)).await;
    let found = parts(&firm, &id).await;
    for part in [Of::Credential, Of::Permission] {
        let PartHealth { state, proven_at, trouble, .. } = one(&found, part);
        assert_eq!((*state, *proven_at), (Is::Waiting, proven), "{part:?} rests on the old proof");
        assert!(trouble.as_ref().unwrap().passes, "an outage is nobody's to put right");
    }

    firm.tested_while("stripe", &id, fails(401)).await;
    let found = parts(&firm, &id).await;
    let credential = one(&found, Of::Credential);
    assert_eq!((credential.state, credential.proven_at), (Is::Trouble, proven));
    assert_eq!(credential.trouble.as_ref().unwrap().code, ErrorCode::KeyRefused);
    let permission = one(&found, Of::Permission);
    assert_eq!((permission.state, permission.proven_at), (Is::Unproven, proven));

    firm.tested_while("stripe", &id, fails(403)).await;
    let found = parts(&firm, &id).await;
    let now: Timestamp = *firm.clock.lock().unwrap();
    let credential = one(&found, Of::Credential);
    assert_eq!((credential.state, credential.proven_at), (Is::Well, Some(now)), "it was let in");
    let permission = one(&found, Of::Permission);
    assert_eq!((permission.state, permission.proven_at), (Is::Trouble, proven));

    firm.keys.test(&id).await.unwrap();
    assert_eq!(states(&firm, &id).await, well);
    let unknown = firm.installation.health(&firm.catalogue, "gone").await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn a_folder_is_opened_by_nothing_and_proven_by_what_is_written_into_it() {
    let firm = Firm::new().await;
    let folder = tempfile::tempdir().unwrap();
    let at = SignInAt {
        provider: "drake".into(),
        sign_in: "file".into(),
        environment: EnvironmentId::Live,
    };
    let fields = [("folder".to_owned(), folder.path().display().to_string())].into();
    let id = firm.saves(NewKey { at, fields, ..firm.typed("mistral", "key") }).await.connection;
    assert_eq!(
        states(&firm, &id).await,
        [Is::NotNeeded, Is::Well, Is::NotNeeded, Is::NotNeeded, Is::Well]
    );
    folder.close().unwrap();
    firm.keys.test(&id).await.unwrap();
    let found = parts(&firm, &id).await;
    let permission = one(&found, Of::Permission);
    assert_eq!(permission.state, Is::Trouble);
    assert_eq!(permission.trouble.as_ref().unwrap().code, ErrorCode::FolderGone);
    let writes = one(&found, Of::Writes);
    assert!(writes.state == Is::Unproven && writes.proven_at.is_some(), "{writes:?}");
}

#[tokio::test]
async fn every_trouble_of_a_test_shows_in_one_of_the_parts() {
    let firm = Firm::new().await;
    for (provider, sign_in) in [("openai", "key"), ("lawpay", "key"), ("sendgrid", "key")] {
        let id = firm.saves(firm.typed(provider, sign_in)).await.connection;
        for status in [400, 401, 402, 403, 404, 409, 422] {
            firm.tested_while(provider, &id, fails(status)).await;
            let found = parts(&firm, &id).await;
            let shown = found.iter().filter_map(|one| one.trouble.as_ref());
            let last = &firm.installation.probes_of(&id, 1).await.unwrap()[0];
            assert!(shown.clone().any(|one| Some(one) == last.trouble.as_ref()), "{found:?}");
        }
    }
}
