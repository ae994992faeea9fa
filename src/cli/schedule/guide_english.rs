//! The page of `guide` in English, part by part.

/// The page.
pub(super) const GUIDE_IN_ENGLISH: &str = "\
INSTALLING AND RUNNING

1. Installing
   The program is a single file; it needs no network and no database server.
     cargo install --path . --locked            builds the optimised program (some 12 minutes on two cores)
     install -m 755 ~/.cargo/bin/tthc /usr/local/bin/tthc
   Make a user of its own and a working folder that only this user can write to:
     useradd --system --create-home --home-dir /srv/tthc tthc
     cp -r pipelines /srv/tthc/
   In the file of the pipeline set `inbox` (where units send their files) and `output` (where results go).

2. The first run
     cd /srv/tthc
     tthc doctor nightly        declaration, folders, rights, disk, clock, register: mend first what is broken
     tthc run nightly           a run by hand
     tthc status nightly        who has sent and who has not

3. The schedule, declared in the file of the pipeline
     [schedule]
     at = \"01:00\"                    when it runs
     zone = \"Asia/Ho_Chi_Minh\"       time zone; this one unless said
     days = [\"mon\", \"thu\"]           only on these days; or monthly = 5; every day where neither is said
     nice = 10                       how far it gives way to other programs (0 to 19); 10 unless said
     mail = \"sonoivu@example.vn\"     who is written to when something is to be said; may be left out
     on-failure = \"/srv/bao-hong\"    what is run when nothing could be published; may be left out
   A changed schedule makes no stage run again.

   With cron (as the user tthc):
     tthc schedule nightly --cron          prints the line to put at the end of `crontab -e`
   With systemd (as root, in /srv/tthc):
     tthc schedule nightly --dir /etc/systemd/system
     systemctl daemon-reload
     systemctl enable --now tthc-nightly.timer
     systemctl list-timers tthc-nightly.timer
     journalctl -u tthc-nightly.service    what the program said
   flock is not needed: the program locks for itself, two runs never overlap.

4. Exit codes and what to do
     0    what is published is complete. Nothing to do.
     1    failed, nothing published; the last good results stand. Read the line `error`, run `tthc doctor nightly`,
          mend it, then run the command of the last line.
     2    a mistake in the command or the declaration. Mend the file, line and key it names; nothing was run.
     3    published, but data are missing. Call units that have not sent (`tthc status nightly --missing`), give the
          files of phan-hoi/ back to units with errors. New data are read the next night. A night that
          brings nothing new ends with 3 too and is silent; with --notify always it speaks each night.
     4    the inbox holds no file. See whether units send to the right folder and for the right period.
     5    one stage alone was run again. Run `tthc run nightly` so that later stages follow.
     11   another run is going on. Wait; if it hangs, `tthc doctor nightly` tells which process holds the lock.
     130, 143   interrupted. Nothing half done was published; run again.
   For monitors: `tthc status nightly --monitor` prints one line and exits with 0, 1 or 2 (OK, WARNING, CRITICAL).
   `tthc doctor` exits with 0 where there are only warnings, 1 where something breaks the next run, 2 where the
   declaration is wrong.
   `tthc run` and `tthc deliver` end with 3 where somebody of [[deliver]] was not reached; the next night tries again.
   `tthc bundle` exits with 3 where a file that was read is gone or changed since the run.

5. What lies where
     <output>/<pipeline>/<period>/latest          link to the newest complete run: the folder to open
     <output>/<pipeline>/<period>/runs/<run>/     a folder a run: xep-hang.xlsx, phan-hoi/, data/, run.json,
                                                  log.jsonl, SHA256SUMS
     <output>/<pipeline>/last-start.json          when it was last started and how that ended, also with nothing new
     <output>/<pipeline>/<period>/.lock           the lock; it ends with its process and need not be deleted
   To back up: the folders output, inbox and pipelines. runs/ holds hard links: copy with `rsync -aH`.

6. Going back
   To an earlier run (seen at once, nothing is computed):
     cd <output>/<pipeline>/<period> && ln -s runs/<run> .latest && mv -T .latest latest
   The next run points latest to itself again; to keep it, stop the schedule first:
     systemctl stop tthc-nightly.timer        or put # before the line of crontab
   A result that was deleted or changed: `tthc run nightly` sees it and makes it again, byte for byte.
   The whole output is lost: `tthc run nightly` computes it again from the inbox; places against the period before
   need the folder of that period, so restore it first (or `tthc run nightly --period PERIOD-BEFORE`).
   The inbox is lost: restore it, or take the folder inbox/ of a bundle of `tthc bundle`. Where files are the same
   byte for byte nothing has to run again.

7. Handing a run to others
     tthc bundle nightly                      packs the newest run into a .zip
     tthc bundle nightly RUN -o run.zip       an earlier run (its name in runs/)
   It holds what was read, the declaration, the results, SHA256SUMS and DOC-TRUOC.txt with the command that makes
   the same results again.

8. A full disk
   The run ends with 1, latest does not change. See what is free: `tthc doctor nightly`, `df -h`.
   May be deleted: old runs in runs/ that latest does not point to (bundle them first if need be: `tthc bundle`),
   and the folders runs/.... of killed runs that the doctor lists. Do not delete the newest run of the period
   before: this period is compared with it.
   Files that did not change are hard links, so deleting a run frees only what is its own.

9. Upgrading
     tthc bundle nightly                      keep a bundle of a good run
     install -m 755 tthc-new /usr/local/bin/tthc
     tthc doctor nightly && tthc run nightly
   Another program makes everything anew from the submitted files (reason: program changed): its first run takes as long
   as a first one. So does going back; runs that the older program cannot read are deleted from runs/ first.
";
