//! Why a request is not answered as asked.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use intune_privacy::journal::JournalError;
use serde_json::json;
use tracing::error;

use crate::body::BodyError;
use crate::store::StoreError;

/// Why a request is not answered as asked. Its answer is `{"error": ...}` in words that repeat
/// nothing of the request or the database.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nothing is there.
    #[error("there is nothing at this address")]
    NoRoute,
    /// The address is for other methods.
    #[error("this address is for other methods")]
    Method,
    /// Nobody says who asks.
    #[error("the header `x-actor` has to say who asks, in 1 to 256 visible characters of ASCII")]
    NoActor,
    /// The id of the request is none.
    #[error("the header `x-request-id` is not a GUID")]
    RequestId,
    /// The body cannot be read.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The query cannot be read.
    #[error("the query may have `subject`, `actor`, `activity`, `since` and `limit`, each once")]
    Query,
    /// A value in the query is none of its kind.
    #[error("`{name}` has to be {expected}")]
    Parameter {
        /// The name in the query.
        name: &'static str,
        /// What is expected.
        expected: &'static str,
    },
    /// The store refuses or fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work panicked, and its transaction was rolled back.
    #[error("the service failed")]
    Panicked,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoRoute | Self::Store(StoreError::NoDevice) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Body(BodyError::TooLong) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoActor
            | Self::RequestId
            | Self::Body(_)
            | Self::Query
            | Self::Parameter { .. }
            | Self::Store(StoreError::Nobody) => StatusCode::BAD_REQUEST,
            Self::Store(StoreError::Database(JournalError::Busy)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Store(StoreError::Database(JournalError::Full)) => {
                StatusCode::INSUFFICIENT_STORAGE
            }
            Self::Store(_) | Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            error!(error = %self, "failed");
        }
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}
