//! A provider file of the firm's own: offered to the firm at one computer, and looked at and used
//! at another.

use anyhow::{Context, Result};
use patchbay_test_support::{App, Stage};

use super::Guide;
use super::practised::{go, press_word};

/// Offers it at the computer that shows this page, and takes it at the other one.
pub(super) async fn offered_and_taken(
    guide: &mut Guide,
    stage: &Stage,
    app: &App,
    other: &Stage,
) -> Result<()> {
    const GUIDE: &str = include_str!("../../../docs/ADDING_A_PROVIDER.md");
    let example = GUIDE.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.context("the guide shows a whole file")?;
    guide.say("A provider file of the firm’s own is offered to its other computers");
    std::fs::write(stage.data_folder().join("providers/acme_permits.toml"), example)?;
    app.wait_for_words("#provider-files", "Acme Permits").await?;
    press_word(app, "#provider-files", "Offer to the firm…").await?;
    app.wait_for_words("#dialog-title", "Offer Acme Permits").await?;
    guide.picture(stage, app, "provider-file-to-offer").await?;
    press_word(app, "dialog", "Offer it").await?;
    app.wait_for_words("#provider-files .saved", "is offered").await?;
    press_word(app, "#syncing", "Send and fetch now").await?;
    app.wait_for_words("#syncing .saved", "agree").await?;

    guide.say("Another computer looks where keys would be sent, and uses it");
    guide.ctl(other, &["sync"]).await?;
    let there = guide.open(other).await?;
    go(&there, "/settings").await?;
    there.wait_for_words(".rail-foot", "1 provider file to look at").await?;
    press_word(&there, "#provider-files", "Look at it…").await?;
    let hosts = there.wait_for_words("dialog .file-hosts", "acme-permits.example").await?;
    guide.say(&format!("  {}", hosts.replace('\n', " · ")));
    guide.picture(other, &there, "provider-file-to-look-at").await?;
    press_word(&there, "dialog", "Use it at this computer").await?;
    there.wait_for_words("#provider-files .firm-file", "In use here").await?;
    guide.picture(other, &there, "provider-file-in-use").await?;
    there.close().await
}
