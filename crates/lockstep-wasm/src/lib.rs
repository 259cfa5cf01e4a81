//! The lockstep analysis for JavaScript.
