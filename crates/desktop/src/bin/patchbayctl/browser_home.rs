//! Signing in from a terminal: the browser is opened, and its answer comes home to this
//! program by a port, by the firm server that is asked for it, or by being pasted. The app's
//! window has no part in it, and no app is running: it would have the data folder.

use std::io::BufRead;

use patchbay_contract::{
    AttemptStep, ChosenCompany, CompanyChoice, ErrorCode, HomeWay, NewAttempt, PastedAnswer,
    Problem, SavedKey,
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::print::{complain, say};
use crate::providers_at::Providers;

/// How the person is spoken to.
#[derive(Clone, Copy)]
pub(crate) struct Browser {
    /// Whether the browser is opened for them.
    pub(crate) opens: bool,
    /// Whether what is printed is for a program: then they are spoken to beside it.
    pub(crate) json: bool,
}

impl Browser {
    fn tell(self, words: &str) {
        if self.json { complain!("{words}") } else { say!("{words}") }
    }

    /// A browser that does not open is told of: its page can be opened by hand.
    async fn open(self, address: &str, way: HomeWay) {
        self.tell(&format!("Sign in at {address}"));
        if way == HomeWay::Relay || way == HomeWay::Paste {
            self.tell("If the answer does not come by itself, paste here what the page shows.");
        }
        let address = address.to_owned();
        let opening = async {
            tokio::task::spawn_blocking(move || open::that_detached(address)).await.ok()?.ok()
        };
        if self.opens && opening.await.is_none() {
            self.tell("The system would not open the browser: open that address yourself.");
        }
    }
}

/// Signs in, and waits for whatever comes of it.
///
/// # Errors
/// When nothing came of it.
pub(crate) async fn signed_in(
    providers: &Providers,
    wish: NewAttempt,
    ways: &[HomeWay],
    browser: Browser,
) -> Result<SavedKey, Problem> {
    let mut events = providers.notices.listen_to_attempts();
    let attempt = begun(providers, wish, ways).await?;
    if let AttemptStep::Waiting { address } = &attempt.step {
        browser.open(address, attempt.way).await;
        providers.sign_ins.page_opened(&attempt.id).await;
    }
    let mut pasted = lines();
    let mut is_read = true;
    let mut shown = Vec::new();
    loop {
        let step = providers.sign_ins.attempt(&attempt.id)?.step;
        match &step {
            AttemptStep::Done { connection, account, checks } => {
                let (connection, account) = (connection.clone(), account.clone());
                return Ok(SavedKey { connection, account, checks: checks.clone() });
            }
            AttemptStep::Ended(problem) | AttemptStep::Stuck(problem) => {
                return Err(problem.clone());
            }
            AttemptStep::Choosing(companies) if *companies != shown => {
                choices(browser, companies);
                shown.clone_from(companies);
            }
            _ => {}
        }
        tokio::select! {
            _ = events.recv() => {}
            line = pasted.recv(), if is_read => match line {
                Some(line) => typed(providers, &attempt.id, &step, &line, browser).await,
                None => is_read = false,
            },
            _ = tokio::signal::ctrl_c() => {
                providers.sign_ins.cancel(&attempt.id).await?;
                return Err(given_up());
            }
        }
    }
}

/// Begins by the first way that works here.
async fn begun(
    providers: &Providers,
    wish: NewAttempt,
    ways: &[HomeWay],
) -> Result<patchbay_contract::Attempt, Problem> {
    let mut trouble = None;
    for way in ways {
        let by = NewAttempt { way: Some(*way), ..wish.clone() };
        match providers.sign_ins.begin(by).await {
            Ok(attempt) => return Ok(attempt),
            Err(problem) => trouble = trouble.or(Some(problem)),
        }
    }
    match trouble {
        Some(problem) => Err(problem),
        // Without a browser, nothing has to come home.
        None => providers.sign_ins.begin(wish).await,
    }
}

/// What is typed from here on, line by line.
fn lines() -> UnboundedReceiver<String> {
    let (lines, read) = unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
    read
}

/// Takes what was typed for an answer, or for a company, whichever is waited for.
async fn typed(providers: &Providers, id: &str, step: &AttemptStep, line: &str, browser: Browser) {
    let attempt = id.to_owned();
    let taken = match step {
        _ if line.trim().is_empty() => return,
        AttemptStep::Waiting { .. } => {
            providers.sign_ins.paste(PastedAnswer { attempt, text: line.to_owned() }).await
        }
        AttemptStep::Choosing(companies) => {
            let number = line.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let Some(company) = number.and_then(|number| companies.get(number)) else {
                return browser.tell("Type the number of one of them.");
            };
            let company = company.id.clone();
            providers.sign_ins.choose(ChosenCompany { attempt, company }).await
        }
        _ => return,
    };
    if let Err(problem) = taken {
        browser.tell(&format!("{} {}", problem.what, problem.remedy));
    }
}

fn choices(browser: Browser, companies: &[CompanyChoice]) {
    browser.tell("The sign-in is good for several companies. Type the number of one:");
    for (n, company) in companies.iter().enumerate() {
        let connected = if company.connected { " (connected already)" } else { "" };
        browser.tell(&format!("  {}. {}{connected}", n + 1, company.name));
    }
}

fn given_up() -> Problem {
    Problem::new(
        ErrorCode::AttemptOver,
        "You ended this sign-in.",
        "Nothing was changed.",
        "Begin again when you want to sign in.",
    )
}
