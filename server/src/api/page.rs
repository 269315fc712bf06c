//! Pages: a list comes in parts, and each says where the next begins.

use patchbay_firm_store::PAGE;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::input::{is_name, wrong};
use crate::problem::Problem;

/// So many bytes have the values of one answer, unless one alone has more: whoever asks reads no
/// answer without end.
const LARGEST: usize = 1024 * 1024;

/// Where a page begins.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct From {
    /// What the page before said as its `next`.
    cursor: Option<String>,
}

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub(super) struct Page<T> {
    /// What is on it.
    items: Vec<T>,
    /// Where the next begins; nothing on the last.
    next: Option<String>,
}

impl From {
    /// Behind what it begins.
    pub(super) fn after(&self) -> Result<&str, Problem> {
        after(self.cursor.as_deref())
    }
}

/// Behind what a page begins that this cursor names.
pub(super) fn after(cursor: Option<&str>) -> Result<&str, Problem> {
    match cursor {
        None => Ok(""),
        Some(cursor) if is_name(cursor) => Ok(cursor),
        Some(_) => Err(wrong("cursor", "it is not what a page named as its next")),
    }
}

impl<T> Page<T> {
    /// These rows, with where the next begin.
    pub(super) fn of<R>(rows: Vec<R>, name: fn(&R) -> String, show: impl Fn(R) -> T) -> Self {
        let more = rows.len() == PAGE;
        Self::with(rows, more, name, show)
    }

    /// The same of rows that may be long: as many as one answer has room for.
    pub(super) fn of_long<R>(
        mut rows: Vec<R>,
        length: impl Fn(&R) -> usize,
        name: fn(&R) -> String,
        show: impl Fn(R) -> T,
    ) -> Self {
        let more = shortened(&mut rows, length);
        Self::with(rows, more, name, show)
    }

    fn with<R>(rows: Vec<R>, more: bool, name: fn(&R) -> String, show: impl Fn(R) -> T) -> Self {
        let next = if more { rows.last().map(name) } else { None };
        Self { items: rows.into_iter().map(show).collect(), next }
    }

    /// Leaves out what is not for whoever asks.
    pub(super) fn keep(&mut self, is_for_them: impl Fn(&T) -> bool) {
        self.items.retain(is_for_them);
    }
}

/// Leaves the first of a page that one answer has room for, and says whether there is more.
pub(super) fn shortened<R>(rows: &mut Vec<R>, length: impl Fn(&R) -> usize) -> bool {
    let is_whole = rows.len() == PAGE;
    let mut room = LARGEST;
    let fit = rows.iter().take_while(|row| {
        let left = room.checked_sub(length(row));
        room = left.unwrap_or_default();
        left.is_some()
    });
    let fit = fit.count().max(1);
    let is_cut = fit < rows.len();
    rows.truncate(fit);
    is_whole || is_cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_as_many_as_it_has_room_for_and_one_at_least() {
        let left = |lengths: &[usize]| {
            let mut rows = lengths.to_vec();
            let more = shortened(&mut rows, |length| *length);
            (rows.len(), more)
        };
        assert_eq!(left(&[]), (0, false));
        assert_eq!(left(&[LARGEST / 2, LARGEST / 2]), (2, false));
        assert_eq!(left(&[LARGEST / 2, LARGEST, 1]), (1, true));
        assert_eq!(left(&[LARGEST + 1]), (1, false));
        assert_eq!(left(&[LARGEST + 1, 1]), (1, true));
        assert_eq!(left(&[1; PAGE]), (PAGE, true));
    }
}
