//! Where the browser comes home to, and what it brings.

use patchbay_providers::EnvironmentId;
use patchbay_providers::sign_in::{Home, HomeWay};
use reqwest::Response;

use super::Walk;

impl Walk<'_> {
    /// Notes what comes home, or the code on the page.
    pub(crate) async fn comes_home(&mut self, answer: Response) {
        let Some(location) = answer.headers().get("location").cloned() else {
            let page = answer.text().await.unwrap();
            let code = page.split("id=\"code\">").nth(1).expect(&page).split('<').next().unwrap();
            self.know("code", code);
            return;
        };
        let location = url::Url::parse(location.to_str().unwrap()).unwrap();
        let pairs: Vec<_> = location.query_pairs().into_owned().collect();
        self.callback = pairs.iter().cloned().collect();
        assert_eq!(self.callback.len(), pairs.len(), "{location} says something twice");
        if let Some(code) = self.callback.get("code").cloned() {
            self.know("code", &code);
        }
        for value in &self.oauth().callback_value {
            if let Some(there) = self.callback.get(&value.name).cloned() {
                self.know(&value.keep_as, &there);
            }
        }
    }
}

/// The address of the first way home there is in this environment.
pub(super) fn home(id: &str, homes: &[Home], environment: EnvironmentId) -> Option<String> {
    let home = homes.iter().find(|home| home.only.is_none_or(|only| only == environment))?;
    let path = format!("connect/{id}/return");
    match home.way {
        HomeWay::Relay => Some(format!("https://firm.example/{path}")),
        HomeWay::DeepLink => Some(format!("app.patchbay://{path}")),
        HomeWay::Loopback => {
            let host = home.host.as_deref().unwrap();
            Some(format!("http://{host}:{}/{path}", home.ports.first().unwrap_or(&49_200)))
        }
        HomeWay::Paste => home.address.clone(),
    }
}
