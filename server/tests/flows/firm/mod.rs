//! A firm with its server: people with devices, and software with keys, over a real socket and
//! a real database. Each story is told on SQLite and on PostgreSQL.

mod api;
mod bad_input;
mod custody;
mod document;
mod entrance;
mod fuzz;
mod ground;
mod moving;
mod own_key;
mod people;
mod program;
mod provider_files;
mod relayed;
mod roles;
#[cfg(unix)]
mod several;
mod sign_in;
mod telling;
mod trails;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use jiff::{SignedDuration, Timestamp};
use patchbay_contract::device_proof;
use patchbay_server::config::Layer;
use patchbay_server::{Config, administration};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use ground::Ground;

/// Tells each story on both.
macro_rules! on_both {
    ($($module:ident :: $story:ident,)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $story() {
                super::$module::$story(super::Ground::sqlite()).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $story() {
                super::$module::$story(super::Ground::postgres().await).await;
            })*
        }
    };
}

on_both! {
    api::every_service_is_listed_by_its_group_with_how_its_connections_are,
    api::the_sync_of_a_service_is_that_of_all_its_connections,
    api::a_link_asks_somebody_to_connect_and_works_once,
    api::a_service_that_cannot_be_connected_has_no_link,
    api::what_two_know_of_one_connection_does_not_overwrite_each_other,
    api::no_credential_of_a_connection_finds_a_place,
    api::a_list_comes_in_pages_that_miss_nothing,
    api::a_request_that_comes_again_is_done_once_and_its_secret_told_once,
    api::what_is_set_is_seen_by_all_and_entered,
    api::a_request_that_never_ends_does_not_keep_the_server_from_ending,
    api::one_caller_is_bounded_whatever_the_address,
    api::a_device_goes_along_with_what_was_changed_from_where_it_was,
    provider_files::a_provider_file_is_read_strictly_before_the_firm_shares_it,
    provider_files::an_own_service_is_listed_and_asked_for_for_as_long_as_its_file_is_shared,
    provider_files::many_long_files_are_told_in_parts_and_none_is_left_out,
    provider_files::shared_files_move_with_their_server_and_come_back_from_a_backup,
    trails::a_computer_says_where_its_trail_ends_and_is_told_where_this_one_does,
    telling::several_changes_are_told_at_once_and_each_is_done_or_refused_by_itself,
    telling::what_is_done_by_a_connection_goes_with_it_whoever_removes_it,
    telling::what_was_told_and_comes_again_is_done_once_in_whatever_company_it_comes,
    people::the_first_owner_comes_in_by_a_link_that_works_once,
    people::who_has_a_code_and_not_the_key_gets_in_nowhere_and_the_code_stays_good,
    entrance::an_invitation_is_a_link_too_that_is_told_once_and_lets_one_in,
    entrance::a_server_that_does_not_know_its_address_gives_the_path_of_the_link,
    entrance::the_page_of_an_invitation_hears_no_code_and_loads_its_own_files_alone,
    people::a_code_ends_and_an_invitation_can_be_withdrawn,
    people::a_token_ends_and_is_renewed_by_the_devices_key_once_for_each_signature,
    people::a_device_that_was_shut_out_and_one_of_somebody_who_left_ask_in_vain,
    people::there_is_always_an_owner_and_only_owners_make_and_unmake_them,
    people::a_key_rotates_with_an_overlap_and_says_when_it_was_last_used,
    people::who_only_looks_is_answered_while_somebody_else_writes,
    people::no_secret_is_in_the_database_or_in_a_list,
    roles::each_role_may_what_the_table_says_and_nothing_else,
    roles::each_key_may_what_its_scope_says_and_nothing_else,
    bad_input::bodies_that_nobody_takes_are_refused_everywhere_and_nothing_is_written,
    bad_input::tokens_that_open_nothing_are_refused_everywhere_and_nothing_is_written,
    bad_input::odd_paths_questions_and_headers_are_refused_everywhere_and_nothing_is_written,
    bad_input::text_that_is_no_line_or_looks_like_a_secret_is_refused,
    document::everything_that_is_described_is_there_and_the_description_itself,
    fuzz::whatever_others_make_of_the_description_the_server_keeps_to_it,
    moving::a_firm_goes_on_where_it_was_once_its_server_moved,
    custody::a_connection_is_handed_over_and_renewed_by_the_server_from_then_on,
    custody::who_holds_a_connection_says_how_it_is,
    custody::what_was_called_back_is_never_taken_however_late_it_comes,
    custody::a_permission_is_taken_back_at_the_provider_by_the_server_that_holds_it,
    custody::one_word_that_comes_again_is_done_once,
    custody::what_does_not_work_from_here_is_not_taken,
    custody::what_is_not_sealed_for_just_this_is_refused_and_nothing_is_kept,
    custody::what_only_a_computer_can_hold_or_nobody_knows_is_refused,
    custody::a_service_of_the_firms_own_stays_at_its_computers,
    custody::a_server_without_a_key_of_its_own_holds_nothing,
    custody::what_opens_a_connection_is_in_no_file_log_backup_or_answer,
    custody::servers_that_start_at_once_make_one_pair_and_keep_it,
    custody::a_data_key_is_changed_under_a_running_server_and_nothing_is_lost,
    custody::another_own_key_takes_over_step_by_step_and_the_former_opens_nothing,
    custody::a_wrong_own_key_keeps_nothing_else_from_working,
    own_key::a_server_whose_own_key_is_away_does_all_else_and_goes_on_when_it_is_back,
    custody::killed_before_the_provider_answered_it_is_renewed_by_the_next,
    custody::killed_before_the_answer_was_saved_the_token_before_it_is_used_again,
    custody::killed_with_the_only_token_that_works_a_person_is_asked_once,
    custody::a_mailbox_that_is_held_is_read_each_minute,
    custody::a_mailbox_that_does_not_answer_keeps_no_other_from_being_read,
    custody::an_ai_that_is_held_is_asked_by_the_model_that_the_firm_chose,
    custody::a_mailbox_that_fails_says_why_and_loses_nothing_that_was_read,
    custody::mail_is_shown_for_as_long_as_it_is_held_and_then_gone,
    custody::a_mailbox_that_a_token_opens_is_read_for_as_long_as_it_can_be_renewed,
    custody::a_permission_that_ended_is_told_once_and_not_asked_for_again,
    custody::an_outage_is_waited_out_and_loses_nothing,
    custody::what_is_held_is_checked_now_and_then_and_its_trouble_is_told,
    custody::what_is_held_moves_with_its_server_and_comes_back_from_a_backup,
    sign_in::who_was_invited_signs_in_and_a_computer_comes_in_by_the_code,
    sign_in::the_first_owner_signs_in_by_the_address_that_was_named,
    sign_in::a_member_stays_who_they_are_and_an_address_given_anew_opens_nothing,
    sign_in::a_code_of_somebody_who_leaves_meanwhile_opens_nothing,
    sign_in::who_is_not_one_of_the_firm_is_told_why_and_nothing_is_changed,
    sign_in::an_invitation_that_ran_out_lets_nobody_in,
    sign_in::an_answer_is_taken_by_the_browser_that_began_once_and_in_time,
    sign_in::of_many_who_bring_one_answer_at_once_one_gets_the_code,
    sign_in::who_tries_too_often_is_told_so_on_a_page,
    sign_in::a_token_that_does_not_hold_lets_nobody_in,
    sign_in::an_answer_that_names_another_issuer_or_a_trouble_is_told_apart,
    sign_in::a_directory_that_is_away_slow_or_none_is_told_on_a_page,
    sign_in::the_pages_load_their_own_files_alone_and_are_kept_by_nobody,
    sign_in::nothing_secret_is_in_an_address_and_the_cookie_is_for_this_server,
    sign_in::the_pages_speak_the_browsers_language,
    sign_in::a_firm_without_a_directory_has_no_such_pages,
}

/// A firm whose server ends with the test.
pub(crate) struct Firm {
    base: String,
    client: Client,
    config: Config,
    /// How many minutes have passed.
    clock: Arc<AtomicI64>,
    closing: CancellationToken,
    serving: JoinHandle<io::Result<()>>,
    ground: Ground,
}

/// A device with its key and its token.
#[derive(Clone)]
struct Desk {
    key: SigningKey,
    id: String,
    member: String,
    server: String,
    token: String,
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The time, so many minutes after the beginning.
fn minute(n: i64) -> Timestamp {
    "2026-11-22T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(n)
}

impl Firm {
    /// A server over this ground, set as this text says besides.
    async fn open_with(ground: Ground, more: &str) -> Self {
        Self::open_as(ground, more, |config| config).await
    }

    /// The same, as `made` makes of its configuration.
    async fn open_as(ground: Ground, more: &str, made: impl FnOnce(Config) -> Config) -> Self {
        let text = format!("database = {:?}\n{more}\n", ground.address());
        // Without a bound, unless the test is about one.
        let bound =
            if more.contains("requests_per_minute") { "" } else { "requests_per_minute = 0" };
        let text = text + bound;
        let clock = Arc::new(AtomicI64::new(0));
        let passed = Arc::clone(&clock);
        let config = Config::from_layer(Layer::from_toml("test", &text).unwrap()).unwrap();
        let now = Arc::new(move || minute(passed.load(Ordering::Relaxed)));
        let config = made(config.with_clock(now));
        administration::migrate(&config).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let closing = CancellationToken::new();
        let serving = patchbay_server::serve(listener, config.clone(), closing.clone());
        let serving = tokio::spawn(serving);
        let client = Client::builder().no_proxy().build().unwrap();
        Self { base, client, config, clock, closing, serving, ground }
    }

    async fn open(ground: Ground) -> Self {
        Self::open_with(ground, "").await
    }

    fn now(&self) -> Timestamp {
        minute(self.clock.load(Ordering::Relaxed))
    }

    fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes, Ordering::Relaxed);
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    fn by(&self, token: &str, method: Method, path: &str) -> RequestBuilder {
        self.ask(method, path).bearer_auth(token)
    }

    async fn get(&self, token: &str, path: &str) -> Value {
        let answer = self.by(token, Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    /// Sends this, and wants that status.
    async fn send(&self, request: RequestBuilder, status: StatusCode) -> Value {
        let answer = request.send().await.unwrap();
        let got = answer.status();
        let text = answer.text().await.unwrap();
        assert_eq!(got, status, "{text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn enrolment(code: &str, key: &SigningKey) -> Value {
        let public = key.verifying_key().to_bytes();
        let said = device_proof::of_enrolment(code, &public, "desk");
        json!({
            "code": code,
            "device_name": "desk",
            "public_key": encode(&public),
            "signature": encode(&key.sign(&said).to_bytes()),
        })
    }

    /// Enrols a device with the `n`th key.
    async fn enrol(&self, code: &str, n: u8) -> Desk {
        let key = SigningKey::from_bytes(&[n; 32]);
        let request = self.ask(Method::POST, "/api/enrol").json(&Self::enrolment(code, &key));
        let enrolled = self.send(request, StatusCode::CREATED).await;
        let text = |name: &str| enrolled[name].as_str().unwrap().to_owned();
        Desk {
            key,
            id: text("device"),
            member: text("member"),
            server: text("server"),
            token: text("token"),
        }
    }

    /// The first owner, at her desk.
    async fn owner(&self) -> Desk {
        let link = administration::link_for_first_owner(&self.config, "Ana", None).await.unwrap();
        self.enrol(&link.code, 1).await
    }

    /// Somebody whom the owner invites, at a desk with the `n`th key.
    async fn somebody(&self, owner: &Desk, role: &str, n: u8) -> Desk {
        let request = self.by(&owner.token, Method::POST, "/api/invitations");
        let request = request.json(&json!({ "name": role, "role": role }));
        let invited = self.send(request, StatusCode::CREATED).await;
        self.enrol(invited["code"].as_str().unwrap(), n).await
    }

    /// A key for software with these scopes.
    async fn key(&self, owner: &Desk, scopes: &[&str]) -> Value {
        let request = self.by(&owner.token, Method::POST, "/api/keys");
        let request = request.json(&json!({ "name": "Reports", "scopes": scopes }));
        self.send(request, StatusCode::CREATED).await
    }

    fn renewal(&self, desk: &Desk) -> Value {
        let at = self.now().to_string();
        let said = device_proof::of_renewal(&desk.server, &desk.id, &at);
        json!({ "at": at, "signature": encode(&desk.key.sign(&said).to_bytes()) })
    }
}

/// The code of a refusal.
async fn code_of(answer: Response) -> (StatusCode, String) {
    let status = answer.status();
    let problem: Value = answer.json().await.unwrap_or_default();
    (status, problem["code"].as_str().unwrap_or_default().to_owned())
}
