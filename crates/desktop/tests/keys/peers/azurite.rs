//! Azure's storage: Azurite, which the vendor wrote, with the vendor's own library that makes
//! the container and the signatures in it.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use patchbay_contract::{ErrorCode, NewKey, StatusKind};

use patchbay_test_support::Peer;

use super::door;
use crate::firm::Firm;

const ACCOUNT: &str = "examplefirm";
const CONTAINER: &str = "firm-documents";

/// The storage, and a firm that has an account there.
struct Storage {
    firm: Firm,
    /// Signatures: one that may list, one that may only write, one that is over.
    list: String,
    write_only: String,
    over: String,
    _server: Peer,
}

impl Storage {
    async fn start() -> Self {
        let package = Peer::fetched("PATCHBAY_AZURITE");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/peers/azurite.mjs");
        let mut server = Peer::in_node(script, &[&package, ACCOUNT, &key("the firm's"), CONTAINER]);
        let mut said = |what| server.says(what);
        let (list, write_only, over) = (said("list"), said("write-only"), said("over"));
        let port = server.port();
        let firm = Firm::beside(door::to(port).await).await;
        Self { firm, list, write_only, over, _server: server }
    }

    fn typed(&self, connection_string: &str) -> NewKey {
        let fields = [
            ("connection_string", connection_string),
            ("account", ACCOUNT),
            ("container", CONTAINER),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        NewKey {
            fields: BTreeMap::from(fields),
            ..self.firm.typed("azure_blob", "connection_string")
        }
    }

    /// As the portal shows it for a key of the account.
    fn by_key(&self, of: &str) -> NewKey {
        self.typed(&format!(
            "DefaultEndpointsProtocol=https;AccountName={ACCOUNT};AccountKey={};\
             EndpointSuffix=core.windows.net",
            key(of)
        ))
    }

    /// As the portal shows it for a shared access signature.
    fn by_signature(&self, signature: &str) -> NewKey {
        self.typed(&format!(
            "BlobEndpoint=https://{ACCOUNT}.blob.core.windows.net/;\
             SharedAccessSignature={signature}"
        ))
    }
}

fn key(of: &str) -> String {
    BASE64_STANDARD.encode(format!("{of} key of 32 bytes, or about"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storage_of_the_vendors_own_making_takes_our_signatures_and_refuses_others() {
    let storage = Storage::start().await;
    let firm = &storage.firm;
    let saved = firm.saves(storage.by_key("the firm's")).await;
    assert_eq!(saved.account.as_deref(), Some(ACCOUNT));

    // Another key in its place is proven first, and one that is none changes nothing.
    let again = |typed| NewKey { connection: Some(saved.connection.clone()), ..typed };
    // Azurite has one word for a signature that is wrong and one that may not.
    for no_key in [storage.by_key("a stranger's"), storage.by_signature(&storage.over)] {
        let code = firm.code_of(again(no_key)).await;
        assert!(matches!(code, ErrorCode::KeyRefused | ErrorCode::KeyLacksPermission), "{code:?}");
    }
    let tested = firm.keys.test(&saved.connection).await.unwrap();
    assert_eq!(tested.problem, None, "the first key works");
    let replaced = firm.saves(again(storage.by_signature(&storage.list))).await;
    assert_eq!(replaced.connection, saved.connection);
    let tested = firm.keys.test(&saved.connection).await.unwrap();
    assert_eq!(tested.problem, None);
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signature_that_may_not_list_and_a_container_that_is_not_there_are_told_apart() {
    let storage = Storage::start().await;
    let problem = storage.firm.is_refused(storage.by_signature(&storage.write_only)).await;
    assert_eq!(problem.code, ErrorCode::KeyLacksPermission, "{problem:#?}");
    let mut elsewhere = storage.by_key("the firm's");
    elsewhere.fields.insert("container".into(), "not-there".into());
    let problem = storage.firm.is_refused(elsewhere).await;
    assert!(problem.what.contains("container"), "{problem:#?}");
    assert!(storage.firm.connections().await.is_empty());
}
