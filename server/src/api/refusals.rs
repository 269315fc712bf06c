//! What the description says of refusals, in one place: every question may be refused, and a
//! refusal looks the same everywhere.

use utoipa::PartialSchema;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use crate::problem::Written;

/// The name of its shape.
const PROBLEM: &str = "Problem";

/// Says of everything that is described how it is refused.
pub(super) fn describe(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    components.schemas.insert(PROBLEM.to_owned(), Written::schema());
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        operations.into_iter().flatten().for_each(refused);
    }
}

fn refused(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        if let (true, RefOr::T(response)) = (status.starts_with('4'), response) {
            *response = with_problem(&response.description);
        }
    }
    let other = with_problem("Refused: its code says why, and its words what to do");
    responses.insert("default".to_owned(), RefOr::T(other));
}

fn with_problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(PROBLEM))).build();
    let description = if description.is_empty() { "Refused" } else { description };
    ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", content)
        .build()
}
