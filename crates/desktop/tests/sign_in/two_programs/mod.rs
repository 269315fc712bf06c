//! Two programs renew five hundred connections in one database, while the providers
//! misbehave and one of the programs is killed.
//!
//! A data folder is held by one program at a time, so the second comes to the database by
//! another name: what stands behind that lock has to hold alone, as on a disk of the
//! network whose locks are worth nothing. Time is what the story says it is.

mod beside;
mod keys;
mod killed;
mod orders;
mod program;
mod proof;
mod setting;

use jiff::SignedDuration;
use patchbay_contract::{ProbeAsker, StatusKind};
use patchbay_practice::{Endpoint, Gate, Misbehaviour, Trick};

use beside::Beside;
use orders::Order;
use setting::{
    ALL, EACH, all_that_was_given_was_kept, bad_weather, closed_firm, good_weather,
    nothing_was_lost, providers, renew_all_of, repeats,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_and_a_kill_lose_none_of_five_hundred_permissions_and_spend_none_twice() {
    let firm = closed_firm(&providers(), EACH).await;
    let mut first = Beside::start(&firm, "first").await;
    let mut second = Beside::start(&firm, "second").await;

    bad_weather(&firm);
    let everything = renew_all_of(&providers());
    let (one, other) = tokio::join!(first.told(&everything), second.told(&everything));
    assert_eq!((one.all(), other.all()), (ALL, ALL));
    assert!(one.later > 0 && other.later > 0, "is there any trouble? {one:?} {other:?}");
    nothing_was_lost(&firm);

    let before = second.killed_while_it_renews(&firm).await;
    bad_weather(&firm);
    let stuck = first.told(&before.order).await;
    assert_eq!(stuck.elsewhere, before.under_way, "what the dead one holds is left to it");

    // Some minutes later it is taken for what it is.
    let mut second = Beside::start(&firm, "second").await;
    first.told(&Order::ItIsLaterBy { seconds: 6 * 60 }).await;
    second.told(&Order::ItIsLaterBy { seconds: 6 * 60 }).await;
    let (three, four) = tokio::join!(first.told(&everything), second.told(&everything));
    assert_eq!((three.all(), four.all()), (ALL, ALL));
    all_that_was_given_was_kept(&firm, &[&one, &other, &stuck, &three, &four]);
    nothing_was_lost(&firm);

    // As the shell does it, when all have come to be due.
    for program in [&mut first, &mut second] {
        program.told(&Order::ItIsLaterBy { seconds: 13 * 3_600 }).await;
    }
    tokio::join!(first.told(&Order::RenewWhatIsDue), second.told(&Order::RenewWhatIsDue));
    nothing_was_lost(&firm);

    good_weather(&firm);
    let last = first.told(&everything).await;
    let before = repeats(&firm);
    assert_eq!(last.renewed.values().sum::<u32>(), ALL, "every one still lives: {last:?}");
    let once_more = second.told(&everything).await;
    assert_eq!(once_more.renewed.values().sum::<u32>(), ALL, "{once_more:?}");
    assert_eq!(repeats(&firm), before, "what is kept is the newest there is");
    first.close().await;
    second.close().await;
    nothing_was_lost(&firm);

    proof::every_token_opens_its_account(&firm).await;
    let firm = firm.again().await;
    let connections = firm.connections().await;
    assert_eq!(connections.len(), ALL as usize);
    assert!(connections.iter().all(|one| one.status.kind() == StatusKind::Connected));
    let trail = firm.installation.verify_audit().await.unwrap();
    assert_eq!(trail.broken, None, "two wrote into one trail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_that_costs_the_only_token_that_works_ends_in_a_person_being_asked_once() {
    let firm = closed_firm(&["freshbooks"], 1).await;
    let mut program = Beside::start(&firm, "first").await;
    let gate = Gate::default();
    let hold = Misbehaviour::once(Endpoint::Refresh, Trick::HoldAnswer(gate.clone()));
    firm.practice.misbehave("freshbooks", hold);
    let order = renew_all_of(&["freshbooks"]);
    program.tell(&order).await;
    gate.reached(1).await;
    program.kill();

    let mut program = Beside::start(&firm, "second").await;
    program.told(&Order::ItIsLaterBy { seconds: 6 * 60 }).await;
    let report = program.told(&order).await;
    assert_eq!(report.over.len(), 1, "{report:?}");
    program.told(&Order::RenewWhatIsDue).await;
    program.close().await;
    let counts = firm.practice.counts("freshbooks");
    assert_eq!((counts.refreshes, counts.double_spends, counts.lost), (1, 1, 1));
    let firm = firm.again().await;
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::ReconnectNeeded);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_programs_one_tests_each_connection_and_no_test_is_made_twice() {
    let firm = closed_firm(&["xero", "hubspot"], 8).await;
    let mut first = Beside::start(&firm, "first").await;
    let mut second = Beside::start(&firm, "second").await;
    // Each plans for those that have no plan, and whoever is first has planned.
    tokio::join!(first.told(&Order::TestWhatIsDue), second.told(&Order::TestWhatIsDue));
    let a_day = SignedDuration::from_hours(24).as_secs();
    for program in [&mut first, &mut second] {
        program.told(&Order::ItIsLaterBy { seconds: a_day }).await;
    }
    let (one, other) =
        tokio::join!(first.told(&Order::TestWhatIsDue), second.told(&Order::TestWhatIsDue));
    assert_eq!(one.tested + other.tested, 16, "{one:?} {other:?}");
    first.close().await;
    second.close().await;
    let firm = firm.again().await;
    for one in firm.connections().await {
        let history = firm.installation.probes_of(&one.id, 50).await.unwrap();
        let by_itself = history.iter().filter(|probe| probe.asked_by == ProbeAsker::Schedule);
        assert_eq!(by_itself.count(), 1, "{history:?}");
        assert_eq!(history[0].trouble, None);
    }
}
