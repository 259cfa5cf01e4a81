//! A marker of a template stands where SQL will be.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::Span;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unexpanded-template",
    severity: Severity::Advice,
    occasion: Occasion::Always,
    title: page!("A template marker stands where SQL will be"),
    docs: page!(
        "\
What a template engine, Flyway or dbt puts in place of its marker is not known here. \
The marker is taken for one name or one value; when it becomes more than that, such as \
a list of columns or a clause, the statement may lock and do more than the report says.

Check the SQL that comes out of the template: that is what PostgreSQL runs."
    ),
    versions: "11-18",
    source: citation::SYNTAX,
    hazards: page!(&[]),
    bad: page!(&[
        example("ALTER TABLE ${schema}.users ADD COLUMN age int;"),
        example("CREATE TABLE {{ table }} (id int);"),
        example("ALTER TABLE users ADD COLUMN age int {% if x %} NOT NULL {% endif %};")
            .also(&["not-null-column-without-default"]),
        example("DROP VIEW <%= name %>;").also(&["drop-breaks-running-code"]),
    ]),
    good: page!(&[
        example("ALTER TABLE app.users ADD COLUMN age int;"),
        example("SELECT '{{1,2},{3,4}}'::int[], '${x}';"),
        example("SELECT 1 FROM words WHERE a <% b;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let text = context.situation.text;
    let statement = context.statement.span;
    // Few statements hold a marker, and reading all of them again takes time.
    let written = statement.of(text);
    if !["{{", "${", "{%", "<%"]
        .iter()
        .any(|it| written.contains(it))
    {
        return Vec::new();
    }
    let mut markers = Lexer::within(text, statement).filter(|token| match token.kind {
        TokenKind::Template => true,
        TokenKind::BlockComment => !token.span.of(text).starts_with("/*"),
        _ => false,
    });
    let Some(first) = markers.next() else {
        return Vec::new();
    };
    let more = match markers.count() {
        0 => String::new(),
        1 => ", and so does another marker".to_owned(),
        more => format!(", and so do {more} others"),
    };
    vec![Hit {
        span: Span::new(first.span.start, first.span.end),
        title: "What the template puts here is not known.".to_owned(),
        what: format!("The marker stands for a name, a value or more than that{more}."),
        why: "The report takes it for one name or value; the SQL that comes out may do more."
            .to_owned(),
        action: "Check the SQL that the template gives as well.".to_owned(),
        ..Hit::default()
    }]
}
