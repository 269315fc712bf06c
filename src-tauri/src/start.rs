//! From the first line to the last: what is set up, in which order, and how it ends.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use patchbay_contract::Problem;
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::{DATA_FOLDER_VARIABLE, Installation, crash, data_folder, logs};
use patchbay_vault::{Keychain, forbid_core_dumps};
use tauri::{App, AppHandle, Manager, RunEvent};

use crate::core::Core;
use crate::patience::Patience;
use crate::{
    again, catalogue, commands, deep_link, firm_server, instance, mail, practice, sign_ins, sync,
    window,
};

/// How long closing may take before the process ends regardless.
const CLOSING: Duration = Duration::from_secs(3);

/// Runs the app until its last window is closed.
pub fn run() -> ExitCode {
    let started = Instant::now();
    forbid_core_dumps();
    let asked_for = std::env::var_os(DATA_FOLDER_VARIABLE).filter(|folder| !folder.is_empty());
    if let Err(error) = practice::start_over_practice_folder(asked_for.clone()) {
        return give_up(&format!("The practice firm could not be started: {error}."));
    }
    let folder = data_folder(asked_for.clone());
    let log_folder = logs::start(&folder);
    crash::keep_reports_in(log_folder.clone());
    let patience = Patience::starts(|| {
        give_up(
            "Another Patchbay is running and does not answer. End it (or sign out and in \
             again), then start Patchbay again.",
        );
    });
    let own_folder = asked_for.is_some().then_some(folder.as_path());
    if instance::another_took_over(own_folder) {
        tracing::info!("the app that runs already has taken over");
        return ExitCode::SUCCESS;
    }
    if let Some(problem) = display_problem() {
        return give_up(&problem.to_string());
    }
    let installation = Installation::in_folder(&folder, log_folder, Keychain::of_this_system());
    let core = match Core::over(installation, Catalogue::in_folder(&folder), &folder, started) {
        Ok(core) => core,
        Err(error) => {
            return give_up(&format!(
                "The practice firm in {} could not be started: {error}.",
                folder.display()
            ));
        }
    };
    let built = tauri::Builder::default()
        // First, so that a second start is over before it touches anything.
        .plugin(instance::only_one(own_folder))
        .plugin(deep_link::plugin())
        .manage(core)
        .invoke_handler(tauri::generate_handler![
            commands::installation_state,
            commands::hub,
            commands::provider,
            commands::repairs,
            commands::clocks,
            commands::save_calendar,
            commands::audit,
            commands::verify_audit,
            commands::export_audit,
            commands::open_outside,
            commands::subscribe,
            commands::security,
            commands::make_vault,
            commands::unlock_vault,
            commands::lock_vault,
            commands::move_vault,
            commands::rotate_keys,
            commands::find_broken,
            commands::set_broken_aside,
            commands::remove_set_aside,
            commands::make_kit,
            commands::check_kit,
            commands::retire_kit,
            commands::administrator_code,
            commands::read_administrator_code,
            commands::add_administrator,
            commands::remove_administrator,
            commands::ask_for_help,
            commands::read_help_request,
            commands::give_help,
            commands::firm_apps,
            commands::save_firm_app,
            commands::remove_firm_app,
            commands::begin_attempt,
            commands::attempt,
            commands::open_sign_in_page,
            commands::paste_answer,
            commands::choose_way,
            commands::choose_company,
            commands::go_on_with_attempt,
            commands::cancel_attempt,
            commands::relay,
            commands::set_relay,
            commands::check_relay,
            commands::enrolment,
            commands::enrol,
            commands::take_invitation,
            commands::contact_server,
            commands::leave_server,
            commands::custody,
            commands::preview_handover,
            commands::hand_over,
            commands::call_back_handover,
            commands::sync_view,
            commands::sync_now,
            commands::settle_sync,
            commands::shared_files,
            commands::shared_file_text,
            commands::offer_provider_file,
            commands::withdraw_provider_file,
            commands::take_provider_file,
            commands::decline_provider_file,
            commands::defaults,
            commands::change_default,
            commands::webhook,
            commands::judge_webhook_secret,
            commands::save_webhook_secret,
            commands::retire_webhook_secret,
            commands::remove_webhook_secret,
            commands::rename_connection,
            commands::preview_disconnect,
            commands::disconnect,
            commands::receipts,
            commands::check_ways_home,
            commands::repair_way_home,
            commands::show_ways_home,
            commands::judge_key,
            commands::save_key,
            commands::test_connection,
            commands::test_all,
            commands::diagnose,
            commands::connection_health,
            commands::probes,
            commands::find_mail_servers,
            commands::mailboxes,
            commands::pause_mailbox,
            commands::read_trial_balance,
            commands::save_trial_balance,
            commands::tax_targets,
            commands::choose_folder,
            commands::write_for_tax,
            commands::set_tax_file_settings,
            commands::ai,
            commands::list_models,
            commands::set_ai_order,
            commands::set_ai_model,
            commands::ask,
            commands::cancel_question,
            commands::open_practice,
            commands::page_ready,
            commands::report_page_panic,
        ])
        .setup(|app| set_up(app).map_err(Into::into))
        .build(tauri::generate_context!());
    drop(patience);
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    close(app);
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            // The first instance may have been closing when this one knocked.
            tracing::warn!(%error, "the start failed");
            again::start_again(started);
            give_up(&format!(
                "Patchbay could not start: {error}. If another Patchbay is running and does \
                 not answer, end it and start again."
            ))
        }
    }
}

fn set_up(app: &mut App) -> tauri::Result<()> {
    let core = app.state::<Core>();
    firm_server::start(core.inner());
    // Opened while the webview starts, so that the page's first question finds all of
    // it ready.
    let installation = std::sync::Arc::clone(&core.installation);
    tauri::async_runtime::spawn(async move { installation.state().await });
    tauri::async_runtime::spawn(tend_the_vault_once_the_page_is_ready(app.handle().clone()));
    catalogue::watch(app.handle());
    window::open_main(app)?;
    #[cfg(target_os = "linux")]
    outlive_the_bus();
    deep_link::listen(app.handle());
    #[cfg(unix)]
    close_when_told(app.handle().clone());
    Ok(())
}

/// The vault is opened through the keychain, and what speaks to providers reads the
/// system's certificates: both would hold up the first look.
async fn tend_the_vault_once_the_page_is_ready(app: AppHandle) {
    let core = app.state::<Core>();
    core.page_was_ready().await;
    core.tend_vault();
    sign_ins::keep_alive(&app);
    sign_ins::keep_testing(&app);
    mail::keep_reading(&app);
    sync::keep_going_along(&app);
}

/// GTK would end the program together with the session bus, whoever ended that.
#[cfg(target_os = "linux")]
fn outlive_the_bus() {
    use gtk::gio::prelude::ApplicationExt;
    let bus =
        gtk::gio::Application::default().and_then(|application| application.dbus_connection());
    if let Some(bus) = bus {
        bus.set_exit_on_close(false);
    }
}

/// Signing out of the desktop ends programs by a signal; that is a close like any.
#[cfg(unix)]
fn close_when_told(app: AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    tauri::async_runtime::spawn(async move {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
                tracing::info!("told to end by the system");
                app.exit(0);
            }
            Err(error) => tracing::warn!(%error, "the system's wish to end cannot be heard"),
        }
    });
}

fn close(app: &AppHandle) {
    // Gives the name on the bus back first: a link that comes now starts a new app
    // and is not handed to one that is going.
    tauri_plugin_single_instance::destroy(app);
    let core = app.state::<Core>();
    core.shutdown.cancel();
    // An answer that is still to come by a link starts this program again.
    let waits_for_a_link = core.sign_ins().is_ok_and(|sign_ins| sign_ins.waits_for_a_link());
    if core.practice.is_some() && !waits_for_a_link {
        core.scheme.give_back();
    }
    let closing = async {
        if let Ok(sign_ins) = core.sign_ins() {
            sign_ins.settle_down().await;
        }
        core.installation.close().await;
        core.firm_server_has_stopped().await;
    };
    let closed =
        tauri::async_runtime::block_on(async { tokio::time::timeout(CLOSING, closing).await });
    match closed {
        Ok(()) => tracing::info!("Patchbay has closed"),
        Err(_) => tracing::warn!("something was still busy when Patchbay closed"),
    }
}

/// Why no window could open, if none can. GTK ends the process when asked for a
/// window without a display, so it is asked politely first.
#[cfg(target_os = "linux")]
fn display_problem() -> Option<Problem> {
    use patchbay_desktop::environment;
    environment::display(&|name| std::env::var_os(name))
        .or_else(|| gtk::init().err().map(|error| environment::no_display(&error.to_string())))
}

#[cfg(not(target_os = "linux"))]
fn display_problem() -> Option<Problem> {
    None
}

fn give_up(sentence: &str) -> ExitCode {
    tracing::error!("{sentence}");
    eprintln!("patchbay: {sentence}");
    ExitCode::FAILURE
}
