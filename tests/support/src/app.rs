//! The real app in a stage, seen as a person sees it.

use std::path::Path;

use anyhow::{Context, Result};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{By, Key, WebDriver, WebElement};

use crate::eventually;

/// A window of the running app.
#[derive(Debug, Clone)]
pub struct App {
    driver: WebDriver,
}

impl App {
    pub(crate) fn over(driver: WebDriver) -> Self {
        Self { driver }
    }

    /// The WebDriver session, for what the words below do not cover.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        eventually(&format!("{css} to appear"), || async {
            self.driver.find(By::Css(css)).await.ok()
        })
        .await
    }

    /// How many such elements there are now.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.driver.find_all(By::Css(css)).await?.len())
    }

    /// The text of an element, once it is there.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// Waits until an element's text has these words in it, and gives the whole text.
    pub async fn wait_for_words(&self, css: &str, words: &str) -> Result<String> {
        let mut last = String::new();
        let found = {
            let last = std::cell::RefCell::new(&mut last);
            eventually(&format!("“{words}” in {css}"), || async {
                let element = self.driver.find(By::Css(css)).await.ok()?;
                let text = element.text().await.ok()?;
                let found = text.contains(words);
                **last.borrow_mut() = text.clone();
                found.then_some(text)
            })
            .await
        };
        found.with_context(|| format!("it said “{last}”"))
    }

    /// Presses a button or follows a link, once it can be reached: a person waits, too,
    /// until what is moving has come to rest.
    pub async fn press(&self, css: &str) -> Result<()> {
        use WebDriverErrorInner::{ElementClickIntercepted, ElementNotInteractable};
        let pressed = eventually(&format!("{css} to be within reach"), || async {
            let element = self.driver.find(By::Css(css)).await.ok()?;
            // A button that is busy takes a press and does nothing.
            if element.attr("aria-disabled").await.ok()?.as_deref() == Some("true") {
                return None;
            }
            let pressed = element.click().await;
            let out_of_reach = |error: &WebDriverError| {
                matches!(error.as_inner(), ElementClickIntercepted(_) | ElementNotInteractable(_))
            };
            (!pressed.as_ref().is_err_and(out_of_reach)).then_some(pressed)
        })
        .await;
        Ok(pressed??)
    }

    /// Presses the tabulator key, wherever the focus is.
    pub async fn tab(&self) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(Key::Tab).perform().await?)
    }

    /// Types these characters, wherever the focus is.
    pub async fn keys(&self, text: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    /// Presses Ctrl and this key.
    pub async fn control(&self, key: &str) -> Result<()> {
        let chain = self.driver.action_chain().key_down(Key::Control).send_keys(key);
        Ok(chain.key_up(Key::Control).perform().await?)
    }

    /// Presses Enter.
    pub async fn enter(&self) -> Result<()> {
        self.press_key(Key::Enter).await
    }

    /// Presses Escape.
    pub async fn escape(&self) -> Result<()> {
        self.press_key(Key::Escape).await
    }

    /// Presses the arrow to the right.
    pub async fn arrow_right(&self) -> Result<()> {
        self.press_key(Key::Right).await
    }

    async fn press_key(&self, key: Key) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Runs a script in the page, as a hostile page or a tester's console would.
    pub async fn script(&self, script: &str) -> Result<serde_json::Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// Waits until what the page knows is on the screen, some frames later.
    pub async fn is_painted(&self) -> Result<()> {
        const FRAMES: &str = "const done = arguments[0];
            let left = 4;
            const frame = () => (left-- ? requestAnimationFrame(frame) : done());
            frame();";
        self.driver.execute_async(FRAMES, Vec::new()).await?;
        Ok(())
    }

    /// The address the window shows.
    pub async fn address(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Takes a picture of the page.
    pub async fn take_picture(&self, path: &Path) -> Result<()> {
        Ok(self.driver.screenshot(path).await?)
    }

    /// Closes the window and with it the app.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}
