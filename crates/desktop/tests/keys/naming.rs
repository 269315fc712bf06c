//! Another name for a connection that is there.

use patchbay_contract::{AuditAction, ErrorCode, NewKey, NewName};

use crate::firm::Firm;

#[tokio::test]
async fn a_connection_is_given_another_name_without_signing_in_and_that_is_entered() {
    let firm = Firm::new().await;
    let typed = firm.typed("twilio", "api_key");
    let saved = firm.saves(NewKey { label: Some("Texts".into()), ..typed }).await;
    let asked = format!("{:?}", firm.practice.counts("twilio"));
    let rename = async |connection: &str, name: &str| {
        let wish = NewName { connection: connection.into(), name: name.into() };
        firm.installation.rename_connection(&wish).await
    };
    rename(&saved.connection, " Text \n messages ").await.unwrap();
    rename(&saved.connection, "Text messages").await.unwrap();
    assert_eq!(firm.connections().await[0].label.as_deref(), Some("Text messages"));
    assert_eq!(format!("{:?}", firm.practice.counts("twilio")), asked, "nobody was asked for that");

    let too_long = rename(&saved.connection, &"n".repeat(101)).await.unwrap_err();
    assert!(too_long.what.contains("100 letters"), "{too_long}");
    assert_eq!(rename("gone", "x").await.unwrap_err().code, ErrorCode::ConnectionUnknown);

    rename(&saved.connection, "").await.unwrap();
    let connection = &firm.connections().await[0];
    assert_eq!(connection.label, None);
    assert_eq!(Some(connection.title()), connection.account_name.as_deref());

    let entered = firm.entered(AuditAction::ConnectionRenamed).await;
    assert_eq!(entered, 2, "the same name again is nothing new");
}
