//! A firm's server whose own key is away, or that never had one: a computer tells the two apart,
//! since what is done about them is not the same, and nothing is lost of either.

use patchbay_contract::{Custodian, ErrorCode, HandoverStep};

use crate::holding::Firm;

const PROVIDER: &str = "salesforce";

#[tokio::test]
async fn a_server_whose_own_key_is_away_is_told_apart_and_gone_on_with_once_it_is_back() {
    let mut firm = Firm::open().await;
    let held = firm.signs_in(PROVIDER, None).await;
    firm.hands_over(&held).await.unwrap();
    let here = firm.program.keys.save(firm.typed("stripe")).await.unwrap().connection;
    let (file, aside) = (firm.server.own_key(), firm.server.own_key().with_extension("aside"));
    firm.server.stops().await;
    std::fs::rename(&file, &aside).unwrap();
    firm.server.starts().await;

    let asked = firm.program.handing.preview(&here).await.unwrap_err();
    let handed = firm.hands_over(&here).await.unwrap_err();
    let tested = firm.program.keys.test(&held).await.unwrap_err();
    for problem in [asked, handed, tested] {
        assert_eq!(problem.code, ErrorCode::ServerKeyAway, "{problem:?}");
        assert!(problem.what.contains(&firm.gate.base), "{problem}");
        assert!(problem.remedy.contains("patchbay-server doctor"), "{problem}");
        assert!(problem.remedy.contains("no new one"), "{problem}");
    }
    assert_eq!(firm.custody(&here).await.custodian, Custodian::ThisComputer);
    assert_eq!(firm.program.keys.test(&here).await.unwrap().problem, None);
    assert_eq!(firm.custody(&held).await.step, Some(HandoverStep::Held), "it stays as it is");

    firm.server.stops().await;
    std::fs::rename(&aside, &file).unwrap();
    firm.server.starts().await;
    assert_eq!(firm.program.keys.test(&held).await.unwrap().problem, None);
    let now = firm.hands_over(&here).await.unwrap();
    assert_eq!(now.step, Some(HandoverStep::Held));
}

#[tokio::test]
async fn a_server_that_never_had_a_key_of_its_own_says_so_and_how_it_gets_one() {
    let firm = Firm::with_server(false).await;
    let here = firm.program.keys.save(firm.typed("stripe")).await.unwrap().connection;
    let asked = firm.program.handing.preview(&here).await.unwrap_err();
    let handed = firm.hands_over(&here).await.unwrap_err();
    for problem in [asked, handed] {
        assert_eq!(problem.code, ErrorCode::ServerKeepsNoCredentials, "{problem:?}");
        assert!(problem.what.contains("no key of its own"), "{problem}");
        assert!(problem.remedy.contains("patchbay-server new-key"), "{problem}");
    }
    assert_eq!(firm.custody(&here).await.custodian, Custodian::ThisComputer);
}
