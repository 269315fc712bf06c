//! Pages: a list comes in parts, and each says where the next begins.

use patchbay_firm_store::PAGE;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::input::{is_name, wrong};
use crate::problem::Problem;

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
        let next = if rows.len() < PAGE { None } else { rows.last().map(name) };
        Self { items: rows.into_iter().map(show).collect(), next }
    }

    /// Leaves out what is not for whoever asks.
    pub(super) fn keep(&mut self, is_for_them: impl Fn(&T) -> bool) {
        self.items.retain(is_for_them);
    }
}
