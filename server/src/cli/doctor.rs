//! `doctor`: looks at what the server needs, and says what is wrong and what to do.

use anyhow::{Context, bail};
use patchbay_server::administration::{Look, look};

use super::say;
use super::settings::Settings;

pub(super) async fn doctor(settings: Settings) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let looks = look(&config).await;
    let mut trouble = 0;
    for Look { what, is_fine, said } in looks {
        trouble += usize::from(!is_fine);
        say(&format!("{} {what}: {said}\n", if is_fine { "fine   " } else { "TROUBLE" }))?;
    }
    match trouble {
        0 => Ok(()),
        1 => bail!("one thing is wrong"),
        more => bail!("{more} things are wrong"),
    }
}
