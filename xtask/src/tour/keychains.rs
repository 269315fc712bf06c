//! What a firm sees when the key to its stored credentials cannot be had: each of the
//! six conditions of a keychain, brought about for real, with its way out on the screen.

use anyhow::Result;
use patchbay_test_support::{Stage, StageBuilder};

use super::Guide;

/// A condition: its picture, what the page says of it, and what a person can do there.
struct Condition {
    name: &'static str,
    said: &'static str,
    way_out: &'static str,
}

const LOCKED: Condition =
    Condition { name: "locked", said: "The keychain is locked", way_out: "Unlock the keychain" };
const EMPTY: Condition =
    Condition { name: "empty", said: "key is not in it", way_out: "Use a recovery kit" };
const WRONG_KEY: Condition = Condition {
    name: "wrong-key",
    said: "not the key of this vault",
    way_out: "Use a recovery kit",
};
const BROKEN: Condition = Condition { name: "broken", said: "does not work", way_out: "Try again" };
const DENIED: Condition =
    Condition { name: "denied", said: "refused access", way_out: "Try again" };
const ABSENT: Condition =
    Condition { name: "absent", said: "No keychain was found", way_out: "Try again" };

pub(super) async fn in_each_condition(guide: &mut Guide) -> Result<()> {
    guide.say("A firm whose key cannot be had, for each reason there is");
    let mut stage = StageBuilder::named("tour-keychains").start().await?;
    guide.fill_with_practice(&stage).await?;
    guide.make_a_kit(&stage).await?;
    let name = stage.name_of_our_key().await?;

    stage.lock_keychain().await?;
    look(guide, &stage, &LOCKED).await?;
    stage.kill_keychain();
    look(guide, &stage, &ABSENT).await?;
    stage.start_keychain().await?;
    stage.put_key(&name, &["copied", "yes"], "another").await?;
    look(guide, &stage, &BROKEN).await?;
    stage.take_key(&name).await?;
    look(guide, &stage, &EMPTY).await?;
    stage.put_key(&name, &[], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").await?;
    look(guide, &stage, &WRONG_KEY).await?;
    stage.deny_keychain().await?;
    look(guide, &stage, &DENIED).await
}

async fn look(guide: &mut Guide, stage: &Stage, condition: &Condition) -> Result<()> {
    let Condition { name, said, way_out } = condition;
    let app = guide.open(stage).await?;
    app.press("nav a[href='/security']").await?;
    app.wait_for_words("#vault", said).await?;
    app.wait_for_words("#vault", way_out).await?;
    guide.say(&format!("  {name}: “{}”", app.text("#vault .problem-what").await?));
    guide.picture(stage, &app, &format!("vault-keychain-{name}")).await?;
    app.close().await
}
