//! The record as JSON.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use super::data::Datum;
use super::point::{Origin, Point, Statement};
use super::{ActivityRecord, ProcessingRecord};
use intune_privacy_taxonomy::Class;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    regulation: &'static str,
    article: &'static str,
    open_points: Vec<OpenPointDocument>,
    general: Vec<StatementDocument<'a>>,
    activities: Vec<ActivityDocument<'a>>,
    /// Types with personal data that no activity names.
    unassigned: Option<ActivityDocument<'a>>,
}

#[derive(Serialize)]
struct OpenPointDocument {
    article: &'static str,
    message: String,
}

#[derive(Serialize)]
struct StatementDocument<'a> {
    point: &'static str,
    article: &'static str,
    /// `null` if nobody states it.
    from: Option<&'static str>,
    statements: &'a [String],
}

#[derive(Serialize)]
struct ActivityDocument<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    records: Vec<&'a str>,
    points: Vec<StatementDocument<'a>>,
    personal_data: DataDocument<'a>,
}

#[derive(Serialize)]
struct DataDocument<'a> {
    article: &'static str,
    from: &'static str,
    data: Vec<DatumDocument<'a>>,
}

#[derive(Serialize)]
struct DatumDocument<'a> {
    category: Option<&'static str>,
    item: Option<String>,
    label: Option<&'static str>,
    /// Of data that no document lists.
    field: Option<&'a str>,
    class: Option<&'static str>,
    basis: &'a str,
    collection: &'a str,
    secret: bool,
    records: &'a [&'a str],
}

impl<'a> From<&'a ProcessingRecord<'a>> for Document<'a> {
    fn from(record: &'a ProcessingRecord<'a>) -> Self {
        let open_points = record
            .open_points
            .iter()
            .map(|open| OpenPointDocument { article: open.article(), message: open.to_string() });
        Self {
            regulation: "Regulation (EU) 2016/679",
            article: "30(1)",
            open_points: open_points.collect(),
            general: record.general.iter().map(StatementDocument::from).collect(),
            activities: record.activities.iter().map(ActivityDocument::from).collect(),
            unassigned: record.unassigned.as_ref().map(ActivityDocument::from),
        }
    }
}

impl<'a> From<&'a Statement> for StatementDocument<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self {
            point: statement.point.name(),
            article: statement.point.article(),
            from: statement.origin.map(Origin::as_str),
            statements: &statement.values,
        }
    }
}

impl<'a> From<&'a ActivityRecord<'a>> for ActivityDocument<'a> {
    fn from(activity: &'a ActivityRecord<'a>) -> Self {
        Self {
            name: activity.name,
            records: activity.records.iter().map(|record| record.name()).collect(),
            points: activity.statements.iter().map(StatementDocument::from).collect(),
            personal_data: DataDocument {
                article: Point::PersonalData.article(),
                from: Origin::Code.as_str(),
                data: activity.data.iter().map(DatumDocument::from).collect(),
            },
        }
    }
}

impl<'a> From<&'a Datum<'a>> for DatumDocument<'a> {
    fn from(datum: &'a Datum<'a>) -> Self {
        Self {
            category: datum.item.map(|item| item.category.as_str()),
            item: datum.item.map(ToString::to_string),
            label: datum.item.map(|item| item.labels.en),
            field: datum.field.map(|(_, field)| field.name()),
            class: datum.class.map(Class::as_str),
            basis: &datum.basis,
            collection: &datum.collection,
            secret: datum.is_secret,
            records: &datum.records,
        }
    }
}
