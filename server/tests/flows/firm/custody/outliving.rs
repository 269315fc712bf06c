//! What is held outlives its server: a move, a restore, and one of two servers that ends.

use std::sync::Arc;

use patchbay_server::administration;
use patchbay_test_support::eventually;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::super::Firm;
use super::{Ground, Handing, own_key};

pub(in super::super) async fn what_is_held_moves_with_its_server_and_comes_back_from_a_backup(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    let Handing { firm, ana, vendors } = it;
    let Firm { ground, clock, closing, serving, config, .. } = firm;
    closing.cancel();
    serving.await.unwrap().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("firm.backup");
    administration::back_up(&config, &file).await.unwrap();

    // Back from the backup, in a database of the other kind.
    let restored = ground.other().await;
    let text = format!("database = {:?}\n{}", restored.address(), own_key(1));
    let layer = patchbay_server::config::Layer::from_toml("test", &text).unwrap();
    let other = patchbay_server::Config::from_layer(layer).unwrap();
    administration::put_back(&other, &file).await.unwrap();
    let firm = Handing::server(restored, &own_key(1), &vendors, Arc::clone(&clock)).await;
    let it = Handing { firm, ana, vendors };
    assert_eq!(it.test().await["problem"], Value::Null);
    let Handing { firm, ana, vendors } = it;
    firm.closing.cancel();
    firm.serving.await.unwrap().unwrap();

    // Moved there, it is held and renewed there.
    let to = ground.other().await;
    let (from, into) = (ground.address(), to.address());
    administration::move_to(&from.parse().unwrap(), &into.parse().unwrap()).await.unwrap();
    let firm = Handing::server(to, &own_key(1), &vendors, clock).await;
    let it = Handing { firm, ana, vendors };
    it.firm.pass(58);
    it.is_renewed(1).await;
    assert_eq!(it.custodian().await, "firm_server");
    assert_eq!(it.vendors.counts().double_spends, 0);
}

#[tokio::test]
async fn of_two_servers_one_renews_and_the_other_takes_over_where_it_ends() {
    let more = format!("{}\nlease_seconds = 1", own_key(1));
    let it = Handing::open_with(Ground::postgres().await, &more).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let other = format!("http://{}", listener.local_addr().unwrap());
    let end = CancellationToken::new();
    let serving = patchbay_server::serve(listener, it.firm.config.clone(), end.clone());
    let serving = tokio::spawn(serving);
    it.hold(1).await;
    let renewed = async |times: u32| {
        it.firm.pass(58);
        it.is_renewed(times).await;
    };
    for times in 1..4 {
        renewed(times).await;
    }
    it.firm.closing.cancel();
    eventually("the other one leads", async || {
        let figures = reqwest::get(format!("{other}/metrics")).await.ok()?.text().await.ok()?;
        figures.contains("patchbay_leads 1\n").then_some(())
    })
    .await
    .unwrap();
    for times in 4..7 {
        renewed(times).await;
    }
    let counts = it.vendors.counts();
    assert_eq!(
        (counts.refreshes, counts.repeats, counts.double_spends, counts.lost),
        (6, 0, 0, 0),
        "never both: {counts:?}"
    );
    end.cancel();
    serving.await.unwrap().unwrap();
}
