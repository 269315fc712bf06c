//! Sign-ins at the firm's directory, and whose its accounts are.

use patchbay_firm_store::{DirectoryAccount, NewInvitation, Role, Session};

use crate::stage::{Stage, minute};

fn account(tenant: &str, object: &str) -> DirectoryAccount {
    DirectoryAccount { tenant: tenant.into(), object: object.into() }
}

async fn invite(change: &mut Session, email: &str, until: i64) -> String {
    let new = NewInvitation {
        name: "Bo".into(),
        email: Some(email.into()),
        role: Role::Staff,
        made_by: None,
        expires_at: minute(until),
    };
    change.invite(&new, minute(0)).await.unwrap()
}

pub(crate) async fn a_sign_in_is_taken_once_and_in_its_time_and_then_forgotten(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    change.begin_sign_in(&[1; 32], minute(10), minute(0)).await.unwrap();
    change.begin_sign_in(&[2; 32], minute(10), minute(0)).await.unwrap();
    change.commit().await.unwrap();
    let mut all = Vec::new();
    for _ in 0..8 {
        let store = stage.store.clone();
        all.push(tokio::spawn(async move {
            let mut change = store.write().await.unwrap();
            let taken = change.take_sign_in(&[1; 32], minute(9)).await.unwrap();
            change.commit().await.unwrap();
            taken
        }));
    }
    let mut taken = 0;
    for one in all {
        taken += i32::from(one.await.unwrap());
    }
    assert_eq!(taken, 1);
    let mut change = stage.store.write().await.unwrap();
    assert!(!change.take_sign_in(&[3; 32], minute(9)).await.unwrap(), "never there");
    assert!(!change.take_sign_in(&[2; 32], minute(10)).await.unwrap(), "too late");
    // What has ended goes with the next one: its secret may be anybody's again.
    change.begin_sign_in(&[2; 32], minute(20), minute(10)).await.unwrap();
    assert!(change.take_sign_in(&[2; 32], minute(11)).await.unwrap());
}

pub(crate) async fn an_account_is_one_members_and_only_in_its_own_directory(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let ana = change.add_member("Ana", None, Role::Owner, minute(0)).await.unwrap();
    let bo = change.add_member("Bo", None, Role::Staff, minute(0)).await.unwrap();
    let hers = account("here", "1");
    assert_eq!(change.member_of_account(&hers).await.unwrap(), None);
    change.bind_account(&hers, &ana, minute(1)).await.unwrap();
    assert_eq!(change.member_of_account(&hers).await.unwrap().unwrap().id, ana);
    for other in [account("here", "2"), account("there", "1"), account("her", "e1")] {
        assert_eq!(change.member_of_account(&other).await.unwrap(), None, "{other:?}");
    }
    assert!(change.has_account(&ana, "here").await.unwrap());
    assert!(!change.has_account(&ana, "there").await.unwrap());
    assert!(!change.has_account(&bo, "here").await.unwrap());
    change.bind_account(&hers, &bo, minute(2)).await.unwrap();
    assert_eq!(change.member_of_account(&hers).await.unwrap().unwrap().id, bo);
    assert!(!change.has_account(&ana, "here").await.unwrap(), "one account is one person");
    assert!(change.end_member(&bo, 1, minute(3)).await.unwrap());
    let left = change.member_of_account(&hers).await.unwrap().unwrap();
    assert_eq!((left.id, left.ended_at), (bo, Some(minute(3))));
}

pub(crate) async fn an_address_is_found_in_any_case_of_its_letters_and_as_nothing_else(
    stage: Stage,
) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let kim = "Kim_Ä@Firm.example";
    let id = change.add_member("Kim", Some(kim), Role::Staff, minute(0)).await.unwrap();
    let gone = change.add_member("Old", Some(kim), Role::Staff, minute(0)).await.unwrap();
    change.add_member("Nobody", None, Role::Staff, minute(0)).await.unwrap();
    assert!(change.end_member(&gone, 1, minute(1)).await.unwrap());
    let late = invite(&mut change, kim, 5).await;
    let early = invite(&mut change, "KIM_Ä@FIRM.EXAMPLE", 9).await;
    let withdrawn = invite(&mut change, kim, 9).await;
    assert!(change.withdraw_invitation(&withdrawn, minute(1)).await.unwrap());
    let used = invite(&mut change, kim, 9).await;
    assert!(change.take_invitation(&used, minute(1)).await.unwrap().is_some());
    assert!(change.take_invitation(&used, minute(1)).await.unwrap().is_none(), "once");
    assert!(change.take_invitation(&late, minute(5)).await.unwrap().is_none(), "in its time");
    for address in [kim, "kim_Ä@firm.example", "KIM_Ä@FIRM.EXAMPLE"] {
        let members = change.members_by_address(address).await.unwrap();
        let ids: Vec<_> = members.into_iter().map(|member| member.id).collect();
        assert_eq!(ids, [id.clone(), gone.clone()], "{address}: who is there comes first");
        let invited = change.invitations_by_address(address).await.unwrap();
        let ids: Vec<_> = invited.into_iter().map(|one| one.id).collect();
        assert_eq!(ids, [early.clone(), late.clone()], "{address}");
    }
    // The sign of Kelvin is no K, another letter's small form is not its own, and no sign stands
    // for others.
    for other in ["\u{212a}im_Ä@firm.example", "kim_ä@firm.example", "kimxÄ@firm.example", "%", ""]
    {
        assert_eq!(change.members_by_address(other).await.unwrap(), [], "{other}");
        assert_eq!(change.invitations_by_address(other).await.unwrap(), [], "{other}");
    }
}
