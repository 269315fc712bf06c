//! One round over a mailbox: what is new since the last one, kept step by step, so that a
//! round which is cut off goes on where it was.

use patchbay_contract::Problem;
use patchbay_mail::sync::{Known, News, Plan, Round};
use patchbay_mail::{Flags, Header, Login, Mail, MailError, Server};
use patchbay_store::{FolderKnown, FolderNews, HeaderRow, Marks, Store};

use crate::problems::store_did_not_open;

/// The folder that is read.
pub(super) const INBOX: &str = "INBOX";

/// So many of the newest messages are known.
const NEWEST: u16 = 500;

/// So many headers are asked for at once.
const PAGE: usize = 100;

/// Reads what is new. How many messages came; of the first round, none is new.
///
/// # Errors
/// The outer one when the database fails, the inner one when the mailbox does.
pub(super) async fn round(
    mail: &Mail,
    server: &Server,
    login: &Login,
    store: &Store,
    connection: &str,
) -> Result<Result<u32, MailError>, Problem> {
    let failed = |error| store_did_not_open(&error);
    let kept = store.mail_folder(connection, INBOX).await.map_err(failed)?;
    let known = kept.map(|(known, marks)| as_known(&known, &marks));
    let mut is_first = known.is_none();
    let mut mailbox = match mail.open(server, login).await {
        Ok(mailbox) => mailbox,
        Err(error) => return Ok(Err(error)),
    };
    let plan = Plan { reach_back: NEWEST.into(), page: PAGE, window: NEWEST.into() };
    let mut round = Round::new(INBOX, plan, known);
    let mut came = 0_u32;
    loop {
        let news = match round.next(&mut mailbox).await {
            Ok(news) => news,
            Err(error) => return Ok(Err(error)),
        };
        let ended = news.is_none();
        let news = of(news.unwrap_or_default());
        is_first |= news.anew;
        if !is_first {
            came = came.saturating_add(u32::try_from(news.came.len()).unwrap_or(u32::MAX));
        }
        let known = as_kept(round.known());
        if !store.keep_mail_news(connection, INBOX, &known, &news).await.map_err(failed)? {
            // The connection was ended meanwhile.
            break;
        }
        if ended {
            break;
        }
    }
    mailbox.end().await;
    Ok(Ok(came))
}

fn of(all: Vec<News>) -> FolderNews {
    let mut news = FolderNews { keep: NEWEST.into(), ..FolderNews::default() };
    for one in all {
        match one {
            News::Anew(why) => {
                tracing::info!(?why, "a folder is read anew");
                news.anew = true;
            }
            News::Came(headers) => news.came.extend(headers.into_iter().map(row)),
            News::Marked(marked) => {
                news.marked.extend(marked.into_iter().map(|(uid, flags)| (uid, marks(flags))));
            }
            News::Went(went) => news.went.extend(went),
        }
    }
    news
}

fn row(header: Header) -> HeaderRow {
    HeaderRow {
        uid: header.uid,
        from_name: header.from_name,
        from_address: header.from_address,
        subject: header.subject,
        written_at: header.date.map(|at| at.to_string()),
        arrived_at: header.arrived.map(|at| at.to_string()),
        message_id: header.message_id,
        marks: marks(header.flags),
    }
}

const fn marks(flags: Flags) -> Marks {
    let Flags { seen, answered, flagged, deleted, draft } = flags;
    Marks { seen, answered, flagged, deleted, draft }
}

const fn flags(marks: Marks) -> Flags {
    let Marks { seen, answered, flagged, deleted, draft } = marks;
    Flags { seen, answered, flagged, deleted, draft }
}

fn as_known(kept: &FolderKnown, marked: &[(u32, Marks)]) -> Known {
    Known {
        validity: kept.validity,
        highest: kept.highest,
        exists: kept.messages,
        change: kept.change_at.map(i64::cast_unsigned),
        window: marked.iter().map(|(uid, marks)| (*uid, flags(*marks))).collect(),
    }
}

fn as_kept(known: &Known) -> FolderKnown {
    FolderKnown {
        validity: known.validity,
        highest: known.highest,
        messages: known.exists,
        change_at: known.change.map(u64::cast_signed),
    }
}
