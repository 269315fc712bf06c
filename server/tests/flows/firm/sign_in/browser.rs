//! The browser of a person: it keeps cookies, and goes where it is sent.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::Invitation;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use url::Url;

use super::directory::PUBLIC;

/// A browser with its cookies.
pub(super) struct Browser {
    client: Client,
    cookies: BTreeMap<String, String>,
}

/// What a person sees.
pub(super) struct Seen {
    pub(super) status: StatusCode,
    pub(super) page: String,
}

impl Seen {
    /// The code that is shown, which the link beside it brings to Patchbay.
    pub(super) fn code(&self) -> String {
        let at = self.page.find(">pbl_").unwrap_or_else(|| panic!("no code: {}", self.page));
        let code = self.page[at + 1..at + 48].to_owned();
        let invitation = Invitation { server: PUBLIC.to_owned(), code };
        let link = format!("href=\"{}\"", invitation.link().replace('&', "&amp;"));
        assert!(self.page.contains(&link), "{}", self.page);
        invitation.code
    }

    /// The name of the refusal, with its status; nobody is shown a code beside.
    pub(super) fn refusal(&self) -> (u16, &str) {
        assert!(!self.page.contains("pbl_"), "{}", self.page);
        let reason = self.page.split("<p class=\"reason\">").nth(1);
        let reason = reason.unwrap_or_else(|| panic!("no refusal: {}", self.page));
        (self.status.as_u16(), reason.split('<').next().unwrap())
    }
}

impl Browser {
    pub(super) fn new() -> Self {
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { client, cookies: BTreeMap::new() }
    }

    /// Another one with the same cookies, as a second tab is.
    pub(super) fn copy(&self) -> Self {
        Self { client: self.client.clone(), cookies: self.cookies.clone() }
    }

    /// Asks for this, as if its address were the one that people type.
    pub(super) async fn ask(&mut self, server: &str, path: &str) -> Response {
        let answer = self.get(&format!("{server}{path}"), &[]).await;
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            // What a browser wants of a name that begins so, and what keeps it from scripts.
            assert!(cookie.starts_with("__Host-") && cookie.contains("; Path=/;"), "{cookie}");
            assert!(cookie.contains("; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
        }
        answer
    }

    /// Asks, with its cookies, and takes what comes.
    async fn get(&mut self, address: &str, more: &[(&str, &str)]) -> Response {
        let jar: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let mut request = self.client.get(address).header("cookie", jar.join("; "));
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match cookie.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    /// Presses the button. Says where it is sent.
    pub(super) async fn leave(&mut self, server: &str) -> Url {
        let answer = self.ask(server, "/sign-in/microsoft").await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
        answer.headers()["location"].to_str().unwrap().parse().unwrap()
    }

    /// Signs in at the directory as this person. Says with what it is sent home. What the
    /// directory's cookies are, this server never sees.
    pub(super) async fn sign_in(&self, address: Url, person: &Value) -> String {
        let who = match person {
            Value::Null => "no".to_owned(),
            person => BASE64_URL_SAFE_NO_PAD.encode(person.to_string()),
        };
        let (mut there, mut address) = (Self::new(), address);
        let home = format!("{PUBLIC}/sign-in/microsoft/callback?");
        for _ in 0..10 {
            let page = there.get(address.as_str(), &[("x-person", &who)]).await;
            let status = page.status();
            let Some(next) = page.headers().get("location").cloned() else {
                panic!("{address}: {status}: {}", page.text().await.unwrap());
            };
            address = address.join(next.to_str().unwrap()).unwrap();
            if let Some(query) = address.as_str().strip_prefix(&home) {
                return query.to_owned();
            }
        }
        panic!("it leads nowhere: {address}");
    }

    /// Comes home with this.
    pub(super) async fn come_home(&mut self, server: &str, query: &str) -> Seen {
        let answer = self.ask(server, &format!("/sign-in/microsoft/callback?{query}")).await;
        assert!(answer.headers().get("location").is_none());
        Seen { status: answer.status(), page: answer.text().await.unwrap() }
    }

    /// All of it, in one go.
    pub(super) async fn whole_way(&mut self, server: &str, person: &Value) -> Seen {
        let address = self.leave(server).await;
        let query = self.sign_in(address, person).await;
        self.come_home(server, &query).await
    }
}
