//! One test program: each module asks one thing of `tthc`.

// Phụ lục 1 beside the other forms of its sender.
mod agreements;
// What an analyst does between two nights.
mod analyst;
// Phụ lục 1 in the making, for the tests about it.
mod appendix_1;
// Archives, encrypted files and odd things in an inbox.
mod archives;
// Files that are no workbook, no form or not whole: each becomes a finding, and the run goes on.
mod bad_input;
// A workbook of Excel 97, written record by record.
mod biff;
// The published workbook as text, every sheet and cell of it.
mod blanks;
mod book;
// A real browser, where it is installed.
mod browser;
// A run handed on, and made again elsewhere by what is written in it.
mod bundle;
// What the other modules are written in: an inbox, a run, and what it says and leaves.
mod case;
// Finding codes, rules, exit codes and the files of `pipelines/`: complete and in order.
mod catalogue;
// What a unit runs before it sends.
mod check;
// The same in a browser, nothing installed.
mod check_page;
// Classes, ties, parts of scores and definitions side by side.
mod classes;
// The same files are counted once: details and sums beside their lines.
mod counted_once;
// Runs that are cut off, at any step and at any moment.
mod comes_back;
mod crash;
// An engine apart, which computes the same or is refused.
mod apart;
// What is computed as SQL, and queries on the tables of a run.
mod sql;
// The package that installs the program without Rust.
mod packaged;
// The pages for people: commands are tried, columns and files are there.
mod pages;
// What `pipelines/` declares, and how mistakes in it are reported.
mod declarations;

mod deliver;
// What is late by field, who holds it and why, and a workbook for each district.
mod districts;
mod districts_again;

mod hidden;
// A province begun from its units and filled examples.
mod init;
// Whether the next run has what it takes.
mod doctor;
mod dossier;
mod dossier_lists;
// A province out of one list of dossiers, every place of it computed again.
mod one_list;
// Lists of dossiers in several files.
mod list_parts;
// What changed between two runs, and why each place moved.
mod diff;
// Forms drafted from filled examples.
mod drafting;
// Nothing but English where English was asked for.
mod engine;
mod english;
// Every way a run ends: its exit code, what it says, and that the last line is a command that works.
mod exits;
// Any table of a run, in the form that others can open.
mod export;
// Tables whose lines name unit and field in columns of their own.
mod fits;
// What the schemas say is required and usual, key by key.
mod flat;
mod needs;
// The same form in every format an office can send.
mod formats;
// The same mistakes in every format an office can send.
mod mistakes;
mod movement;
mod moves;
// What the summary says.
mod said;
// What counts against a unit beside what is to be expected of its fields.
mod field_mix;
// Units whose rates lie beyond what is usual in their league.
mod funnel;
// Completions, manual pages and what a mistaken command line is told.
mod furniture;
// Sheets as text, so that a test shows the cells it is about.
mod grid;
// That the intervals of places hold the true ones: a simulation.
mod coverage;
// How sure a place is: intervals of rates and places.
mod intervals;
// Moves of places that chance alone may have made.
mod within_chance;
// Forms whose lines are measures: Phụ lục 1 as the plan prints it and as offices fill it.
mod indicators;
// What the figures of the whole province say of what they were computed from.
mod headline;
// Any history of nights.
mod histories;
// What stands where files should: devices, pipes, names that stand twice.
mod hostile;
// One file × one stage: what is read again, and why.
mod incremental;
// What the reader sees in a file.
mod inspect;
mod inspection_days;
mod inspection_plans;
mod inspection_story;
// How a plan of inspection stands, day by day.
mod inspection_status;
// The draw of communes, and its record looked at again.
mod inspection_draw;
// The report after the visits.
mod inspection_report;
// What commands print as data.
mod json;
// Which runs stay on disk, and what becomes of the others.
mod keep;
// Runs put together, and a country that goes on from them.
mod lake;
// Which module may know which, and who prints and writes.
mod layers;
mod letters;
// What units were before they were merged, and their sums of then.
mod lineage;
// What a run writes down while it goes on, and says as JSON.
mod log;
// Forms that go back by mail.
mod mailed_back;
// In which language and colour it is said.
mod manner;
// Files that are read apart from a run, by many machines.
mod mapper;
// What a run remembers of the one before, and what it does not believe.
mod memory;
// The many ways to write one form.
mod messes;
// Trying is not publishing.
mod trials;
// That the job is alive, and which period it is of.
mod watched;
// Places as SQL against the program's own.
mod places;
// What holds for every input: text, numbers, periods, rates, tables and places.
mod properties;
// Which period a table is of.
mod other_periods;
// The figures as tables, and the checklist they are held against.
mod data_edition;
mod lint;
// What published workbooks compute by themselves.
mod live;
// The page of all rankings, as text.
mod leaders_page;
// The notice that an office signs.
mod notice;
// The page in a real browser.
mod opened;
// LibreOffice, where it is installed.
mod office;
mod on_template;
// What a pipeline declares about findings and deadlines.
mod policies;
// The workbooks on paper and on a small screen.
mod print_edition;
// A province of submissions, each office in a mess of its own.
mod province;
// Another province, against the figures its portal published.
mod published;
// Which stages a key of a declaration concerns.
mod reads;
// Rankings by what units report of an indicator.
mod ranked_by;
// What units say of indicators, published.
mod reported;
// Units that were merged or divided, and codes that were given anew.
mod reform;
// What a reader makes of a sheet: forms, headers, lines, senders and numbers.
mod reading;
// What was read, in memory, in tables and in the store.
mod readings;
// Faults of the program that were found once and are not to come back.
mod regression;
// The registers that the program carries.
mod registers;
// What an editor is told about the files of `pipelines/`.
mod schema;
// What units get back: their own sheets with what was found in them.
mod returned;
// Who sent what, who did not, and what came since.
mod stamps;
mod status;
// What a share may do between two nights.
mod share;
// Cells that show something else than they hold.
mod show;
mod shown;
// What a reader sees of what is published.
mod seen;
// Which of several files of one unit count.
mod several_files;
// Files made to end a reader.
mod survival;
// Workers that answer wrongly.
mod taken_over;
// Which stages run again, and why.
mod rerun;
// The catalogue of checks by example.
mod rulebook;
// Checks beyond the arithmetic of a form.
mod rules;
// What is not read is told: dead sheets, litter, letters, lines without a header, blank forms.
mod lost;
// What stands beside a place.
mod side_by_side;
// What a run says, leaves on disk and ends with.
mod run;
// Empty forms, filled in as offices do, and read back.
mod template;
// What a person sees while a run goes on.
mod terminal;
// What cron and systemd are told.
mod schedule;
// The nightly pipeline, against the known truth of its inbox.
mod truth;
// Every published figure of both provinces, from the cells it is made of.
mod traced;
// Where a figure comes from, and what hangs on a cell.
mod trace;
// Which number a cell means, where it is not plain.
mod which_number;
// Several forms that tell the same of one unit.
mod two_forms;
// A province without districts, before and after they were abolished.
mod two_level;
// Whose figures a table holds.
mod whose;
// The same in every format an office can send.
mod whose_formats;
// Who is said to have sent nothing, and who sent what cannot be used.
mod who_sent;
// Excel's binary workbooks.
mod why;
mod xlsb;
// What would be, were something else; and that it comes true.
mod comes_true;
mod what_if;
// The run of a printed sheet, by the code at its foot.
mod which;
