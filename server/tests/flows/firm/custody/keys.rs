//! The server's own key, the data keys behind it, and changing either while the server runs.

use patchbay_contract::custody::WellKnown;
use patchbay_server::administration::{Rotated, Rotating, add_own_key, rotate_key};
use patchbay_server::config::OwnKey;
use reqwest::{Method, StatusCode};
use std::sync::Arc;

use super::super::{Firm, code_of};
use super::{Ground, Handing, own_key};

async fn well_known(firm: &Firm) -> WellKnown {
    let answer = firm.ask(Method::GET, "/.well-known/patchbay").send().await.unwrap();
    answer.json().await.unwrap()
}

pub(in super::super) async fn servers_that_start_at_once_make_one_pair_and_keep_it(ground: Ground) {
    let one = Firm::open_with(ground, &own_key(1)).await;
    let address = format!("database = {:?}", one.ground.address());
    let mut servers = Vec::new();
    for _ in 0..3 {
        let text = format!("{address}\n{}", own_key(1));
        let layer = patchbay_server::config::Layer::from_toml("test", &text).unwrap();
        let config = patchbay_server::Config::from_layer(layer).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let end = tokio_util::sync::CancellationToken::new();
        let serving = tokio::spawn(patchbay_server::serve(listener, config, end.clone()));
        servers.push((base, end, serving));
    }
    let known = well_known(&one).await;
    assert_eq!(known.keys.len(), 1);
    let mut all = Vec::new();
    for (base, ..) in &servers {
        let answer = one.client.get(format!("{base}/.well-known/patchbay")).send();
        all.push(answer.await.unwrap().json::<WellKnown>().await.unwrap());
    }
    assert!(all.iter().all(|other| *other == known), "{all:?}");
    for (_, end, serving) in servers {
        end.cancel();
        serving.await.unwrap().unwrap();
    }
    let again = Firm::open_with(one.ground, &own_key(1)).await;
    assert_eq!(well_known(&again).await, known, "the same behind the next start");
}

pub(in super::super) async fn a_data_key_is_changed_under_a_running_server_and_nothing_is_lost(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    let known = well_known(&it.firm).await;
    // Cut off behind its first step: the server goes on, by both keys.
    drop(Rotating::begin(&it.firm.config).await.unwrap());
    assert_eq!(it.test().await["state"], "held");
    it.firm.pass(58);
    it.is_renewed(1).await;
    // Cut off again, in the middle; and gone on with, without yet another key.
    let mut rotating = Rotating::begin(&it.firm.config).await.unwrap();
    rotating.part().await.unwrap();
    drop(rotating);
    let done = rotate_key(&it.firm.config).await.unwrap();
    assert_eq!((done.do_not_open, done.keys_dropped), (0, 1), "{done:?}");
    let counts = it.entered("custody.key_rotated").await;
    assert_eq!(counts, 1, "however often it was cut off");
    // And once more, from the beginning to the end.
    let done = rotate_key(&it.firm.config).await.unwrap();
    let wanted = Rotated { sealed_anew: 1, keys_dropped: 1, ..Rotated::default() };
    assert_eq!(done, wanted);
    assert_eq!(it.test().await["problem"], serde_json::Value::Null);
    assert_eq!(well_known(&it.firm).await, known, "computers know the same pair");
    it.firm.pass(58);
    it.is_renewed(2).await;
    assert_eq!(it.vendors.counts().double_spends, 0);
}

pub(in super::super) async fn another_own_key_takes_over_step_by_step_and_the_former_opens_nothing(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own-key");
    let newer = OwnKey::in_file(&file);
    newer.make().await.unwrap();
    assert!(newer.make().await.is_err(), "it is written over nothing");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others can read it");
    }
    for _ in 0..2 {
        add_own_key(&it.firm.config, &newer).await.unwrap();
    }
    assert_eq!(it.entered("custody.door_added").await, 1, "said twice, it is done once");
    assert_eq!(it.test().await["state"], "held", "the former one opens it still");
    // Whoever rotates with the former one would lock the newer out.
    let refused = rotate_key(&it.firm.config).await.unwrap_err().to_string();
    assert!(refused.contains("custody_key_file"), "{refused}");

    let Handing { firm, ana, vendors } = it;
    let Firm { ground, clock, closing, serving, config: former, .. } = firm;
    closing.cancel();
    serving.await.unwrap().unwrap();
    let more = format!("custody_key_file = {:?}", file.display().to_string());
    let firm = Handing::server(ground, &more, &vendors, Arc::clone(&clock)).await;
    let it = Handing { firm, ana, vendors };
    assert_eq!(it.test().await["state"], "held");
    let done = rotate_key(&it.firm.config).await.unwrap();
    let wanted = Rotated { sealed_anew: 1, do_not_open: 0, keys_dropped: 1, doors_dropped: 1 };
    assert_eq!(done, wanted);
    assert_eq!(it.test().await["state"], "held");
    let refused = rotate_key(&former).await.unwrap_err().to_string();
    assert!(refused.contains("not the one"), "{refused}");
}

pub(in super::super) async fn a_wrong_own_key_keeps_nothing_else_from_working(ground: Ground) {
    let it = Handing::open(ground).await;
    let held = it.hold(1).await;
    let Handing { firm, ana, vendors } = it;
    let Firm { ground, clock, closing, serving, .. } = firm;
    closing.cancel();
    serving.await.unwrap().unwrap();
    let firm = Handing::server(ground, &own_key(2), &vendors, Arc::clone(&clock)).await;
    let it = Handing { firm, ana, vendors };
    let me = it.get("/api/me").await;
    assert_eq!((&me["key"], &me["own_key"]), (&serde_json::Value::Null, &"unavailable".into()));
    assert!(well_known(&it.firm).await.keys.is_empty());
    let unavailable = (StatusCode::SERVICE_UNAVAILABLE, "custody_wrong_key".to_owned());
    let test = it.ask(Method::POST, "/api/connections/c/custody/test");
    for request in [test, it.taking(1)] {
        assert_eq!(code_of(request.send().await.unwrap()).await, unavailable);
    }
    it.firm.pass(58);
    let looks = patchbay_server::administration::look(&it.firm.config).await;
    let own = looks.iter().find(|look| look.what == "own key").unwrap();
    assert!(!own.is_fine && own.said.contains("custody_key_file"), "{}", own.said);
    assert_eq!(it.get("/api/connections/c/custody").await["state"], "held", "nothing is lost");
    assert_eq!(it.vendors.counts().refreshes, 0);
    // With the right one it goes on where it was.
    let Handing { firm, ana, vendors } = it;
    let Firm { ground, clock, closing, serving, .. } = firm;
    closing.cancel();
    serving.await.unwrap().unwrap();
    let firm = Handing::server(ground, &own_key(1), &vendors, clock).await;
    let it = Handing { firm, ana, vendors };
    assert_eq!(it.test().await["problem"], serde_json::Value::Null);
    assert!(held.grant.is_some());
}
