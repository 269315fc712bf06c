//! The core's sign-ins, joined with their windows: taken up at the start, and shown when
//! an answer comes.

use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{HomeWay, Problem};
use patchbay_desktop::Answer;
use patchbay_desktop::connect::{Arrived, SignIns};
use tauri::{AppHandle, Manager};

use crate::core::Core;
use crate::{sign_in_window, window};

/// How often permissions are looked after: their ends are minutes away at the least.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Takes up what an earlier run left under way, and what came while the vault was shut: it
/// was just opened.
pub(crate) fn restore(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        match taken_up(&app).await {
            Ok(sign_ins) => sign_ins.take_in_later_ones().await,
            Err(problem) => tracing::info!(code = %problem.code, "sign-ins were not taken up"),
        }
    });
}

/// Looks now and then after the permissions whose time is nearly over, until the program
/// ends. A vault that is shut is waited out: nothing can be renewed without it. What is left
/// for a person to do is looked at behind that, so that nobody is asked for what a renewal
/// does.
pub(crate) fn keep_alive(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Core>();
        loop {
            if let Ok(sign_ins) = taken_up(&app).await
                && let Err(problem) = sign_ins.renew_what_is_due().await
            {
                tracing::info!(code = %problem.code, "permissions were not looked after");
            }
            let (catalogue, notices) = (&core.catalogue, &core.notices);
            if let Err(problem) = core.installation.look_at_repairs(catalogue, notices).await {
                tracing::info!(code = %problem.code, "repairs were not looked at");
            }
            let pause = tokio::time::sleep(LOOK_AGAIN);
            if core.shutdown.run_until_cancelled(pause).await.is_none() {
                return;
            }
        }
    });
}

/// Tests now and then what is due for it, until the program ends. By itself:
/// a provider that is silent keeps no permission of another from being renewed.
pub(crate) fn keep_testing(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Core>();
        let testing = async {
            loop {
                tokio::time::sleep(LOOK_AGAIN).await;
                if let Ok(keys) = core.keys()
                    && let Err(problem) = keys.test_what_is_due().await
                {
                    tracing::info!(code = %problem.code, "nothing was tested");
                }
            }
        };
        core.shutdown.run_until_cancelled::<_>(testing).await;
    });
}

/// Takes an answer in and shows what came of it.
pub(crate) fn arrive(app: &AppHandle, answer: Answer) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // A link may have started the program: its attempt is of an earlier run. Where that
        // cannot be taken up, the answer is kept for when it can.
        let sign_ins = match taken_up(&app).await {
            Ok(sign_ins) => Ok(sign_ins),
            Err(_) => app.state::<Core>().sign_ins(),
        };
        let Ok(sign_ins) = sign_ins else { return };
        let arrived = sign_ins.arrive(&answer.provider, &answer.query, HomeWay::DeepLink).await;
        // A window that is shown before its page is there stays empty.
        app.state::<Core>().page_was_ready().await;
        match arrived {
            Arrived::Taken(id) => sign_in_window::bring_to_front(&app, &id),
            Arrived::Before | Arrived::Refused | Arrived::Later(_) => window::bring_to_front(&app),
        }
    });
}

/// The sign-ins, with those of an earlier run taken up once.
pub(crate) async fn taken_up(app: &AppHandle) -> Result<Arc<SignIns>, Problem> {
    let core = app.state::<Core>();
    let sign_ins = core.sign_ins()?;
    let restoring = async || {
        if let Some(practice) = &core.practice {
            practice.furnish(&core.installation, &sign_ins).await?;
            // It may have become one just now.
            core.notices.hub_changed();
        }
        for id in sign_ins.restore().await? {
            let shown = sign_ins.attempt(&id)?;
            if let Err(error) = sign_in_window::open(app, &shown) {
                tracing::error!(%error, "the window of a sign-in could not be opened");
            }
        }
        Ok::<(), Problem>(())
    };
    core.taken_up.get_or_try_init(restoring).await?;
    Ok(sign_ins)
}
