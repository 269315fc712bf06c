//! The tour: the real app, driven through what it can do today.
//!
//! It is how anybody without a display sees the product, and it grows with every
//! capability. Each stop does something real, checks what the window then says, and
//! leaves a picture. Invariant: a stop that does not show what it announces fails.

mod firm_server;
mod keychains;
mod practised;
mod shared_files;
mod stops;
mod troubles;
mod working;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};
use patchbay_test_support::{App, Stage};

use crate::needs::{Group, Installer};
use crate::{run, workspace};

/// Builds the app and takes it on the tour.
pub(crate) fn tour(needs: &Installer) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the tour needs Linux: only there has the system's webview a WebDriver");
    }
    needs.satisfy(&[Group::Page, Group::App, Group::Stage])?;
    run::build(false)?;
    let folder = workspace::target().join("tour");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let mut guide = Guide { program: workspace::program("patchbay", false), folder, pictures: 0 };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(stops::all(&mut guide))?;
    println!("\nThe tour is over: {} pictures in {}", guide.pictures, guide.folder.display());
    Ok(())
}

/// Leads from stop to stop and takes the pictures.
struct Guide {
    program: PathBuf,
    folder: PathBuf,
    pictures: usize,
}

impl Guide {
    fn say(&self, line: &str) {
        println!("· {line}");
    }

    /// Makes the stage's installation a practice firm.
    async fn fill_with_practice(&self, stage: &Stage) -> Result<()> {
        self.ctl(stage, &["practice"]).await
    }

    /// Makes a recovery kit, which nobody writes down.
    async fn make_a_kit(&self, stage: &Stage) -> Result<()> {
        self.ctl(stage, &["vault", "kit"]).await
    }

    async fn ctl(&self, stage: &Stage, words: &[&str]) -> Result<()> {
        self.ctl_says(stage, words).await.map(drop)
    }

    /// The same, and what it prints.
    async fn ctl_says(&self, stage: &Stage, words: &[&str]) -> Result<String> {
        let mut ctl = stage.command(workspace::program("patchbayctl", false));
        ctl.arg("--data-dir").arg(stage.data_folder()).args(words);
        let done = ctl.output().await?;
        ensure!(done.status.success(), "patchbayctl {} failed", words.join(" "));
        Ok(String::from_utf8(done.stdout)?)
    }

    async fn open(&self, stage: &Stage) -> Result<App> {
        stage.open(&self.program, &[]).await
    }

    fn program(&self) -> &Path {
        &self.program
    }

    /// Takes a picture of the whole screen under the next number.
    async fn picture(&mut self, stage: &Stage, app: &App, name: &str) -> Result<()> {
        self.pictures += 1;
        let file = format!("{:02}-{name}.png", self.pictures);
        stage.take_picture_of(app, &self.folder.join(&file)).await?;
        println!("  picture: {file}");
        Ok(())
    }
}
