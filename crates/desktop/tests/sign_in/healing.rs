//! What a person is asked for when a permission is over, and what closes it.

use patchbay_contract::{ClosedBy, NewAttempt, RepairCause, RepairFix, Severity};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_practice::{COMPANIES, Decision};

use crate::bench_firm::{Firm, address, decide, wish};

/// The look that the shell takes behind every renewal. What it tells.
async fn look(firm: &Firm, catalogue: &Catalogue) -> Vec<String> {
    let before = firm.notices.listen().so_far.len();
    firm.installation.look_at_repairs(catalogue, &firm.notices).await.unwrap();
    let told = firm.notices.listen().so_far.into_iter().skip(before);
    told.map(|notice| notice.title).collect()
}

#[tokio::test]
async fn a_permission_that_is_over_is_told_of_once_and_closed_by_whoever_signs_in_again() {
    let firm = Firm::with_apps(&["freshbooks"]).await;
    let folder = tempfile::tempdir().unwrap();
    let catalogue = Catalogue::in_folder(folder.path());
    let attempt = firm.begin(wish("freshbooks")).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    assert_eq!(look(&firm, &catalogue).await, Vec::<String>::new());

    firm.practice.revoke_all("freshbooks");
    firm.sign_ins.renew(&connection).await.unwrap();
    let told = look(&firm, &catalogue).await;
    assert_eq!(told, ["FreshBooks has to be signed in to again"]);
    let firm = firm.again().await;
    assert_eq!(look(&firm, &catalogue).await, Vec::<String>::new(), "told already");
    let repairs = firm.installation.repairs(&catalogue).await.unwrap();
    let [repair] = repairs.open.as_slice() else { panic!("{repairs:?}") };
    assert_eq!(repair.severity, Severity::Critical);
    assert!(matches!(&repair.cause, RepairCause::Reconnect { why: Some(_) }), "{repair:?}");
    let RepairFix::SignIn(at) = repair.fix.clone() else { panic!("{:?}", repair.fix) };

    let again = NewAttempt { at, connection: Some(connection), ..wish("freshbooks") };
    let attempt = firm.begin(again).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await;
    assert_eq!(look(&firm, &catalogue).await, Vec::<String>::new());
    let repairs = firm.installation.repairs(&catalogue).await.unwrap();
    assert_eq!(repairs.open, []);
    let by = &repairs.closed[0].closed.as_ref().unwrap().by;
    assert!(matches!(by, ClosedBy::Person(_)), "{by:?}");
}
