import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { VERSION } from '../server/version.ts';
import { runVerb } from './run.ts';

/** The whole command line: each verb's words are here, its work is loaded only when it is asked for. */
export function program(): Command {
  const second = new Command('second-unit')
    .description('An open, local-first AI studio for film. It reads, watches and proposes; people decide.')
    .version(VERSION)
    .showHelpAfterError('(second-unit <verb> --help says more)')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .addHelpText(
      'after',
      `
Exit codes: 0 done · 1 our fault · 2 the input's or yours, with one sentence that says where · 130 cancelled.
Verbs that read plain files need no home and no database.`,
    );

  second
    .command('studio')
    .summary('open the studio')
    .description('Opens the studio: starts it on 127.0.0.1, prints its address and shows it in the browser.')
    .addOption(homeOption())
    .addOption(new Option('--port <number>', 'port to listen on; the next free one if it is taken').argParser(port))
    .option('--no-open', 'only print the address')
    .addHelpText(
      'after',
      `
Example:
  second-unit studio --home ~/films --port 5000 --no-open

The first start of a home makes the sample production in it and renders its film. A second start
on the same home shows the studio that is already running. Ctrl-C closes it.`,
    )
    .action((options) => verb(async (task) => (await import('./verbs/studio.ts')).studio(options, task)));

  second
    .command('convert')
    .summary('a screenplay or a timeline from one format to another')
    .description(
      'Converts a screenplay. Reads Fountain, Final Draft, Fade In, Highland, Celtx, Word, PDF, plain text and JSON; writes Fountain, Final Draft, Fade In, Highland, PDF, HTML and JSON. Converts a timeline between OpenTimelineIO, EDL, Final Cut Pro XML, Premiere’s and Resolve’s XML, and MLT XML.',
    )
    .argument('<in>', 'the screenplay or timeline to read')
    .argument('<out>', 'where to write it; the ending says the format')
    .addOption(new Option('--paper <size>', 'of a PDF').choices(['letter', 'a4']).default('letter'))
    .option('--original <file>', "the file of OUT's format that the script came from: what IN cannot say stays")
    .option('--tags', 'into Final Draft: tags for the breakdown, beside those that IN or --original has')
    .addOption(
      new Option('--rate <frames>', 'of an EDL: frames a second (25, 23.976); guessed if not said').argParser(rate),
    )
    .option('--relink <folder>', 'of a timeline: find its media in this folder, by name, reel and timecode')
    .option('--media <folder>', 'of an .otioz that is read: unpack the media that its timeline plays into this folder')
    .option('--rights <basis>', 'of an .otioz: ground on which its media are used, as for trailer')
    .addHelpText(
      'after',
      `
Examples:
  second-unit convert "Big Fish.fountain" big-fish.pdf --paper a4
  second-unit convert draft.pdf draft.fountain
  second-unit convert draft.fdx draft.fountain
  second-unit convert draft.fountain draft-2.fdx --original draft.fdx
  second-unit convert draft.fountain draft.fdx --tags
  second-unit convert teaser.edl teaser.fcpxml --rate 23.976 --relink /Volumes/Rushes
  second-unit convert teaser.otioz teaser.fcpxml --media teaser-media

Timelines: .otio .otioz .edl .fcpxml .xml (Final Cut Pro 7) .mlt .kdenlive; an .otioz takes the
media that are here along, and asks on what ground they are used. Media at the place that a timeline
states are asked for the length and size that it does not say. Media that are not there are named on
stderr; with --relink, OUT is written with what was found, and the exit code is 2 while any is missing.
Scripts: .fountain .txt .fdx .fadein .osf .xml .highland .celtx and .docx (read only) .pdf .html (written only) .json
Otherwise OUT is written only when all went well, and never over a file that it reads; what was written, what OUT's
format cannot carry and what was guessed (text in Windows-1252, a Word file without styles, a PDF that
may be no screenplay) is said on stderr. With --original,
revisions, tags, page locks and all else that Final Draft, Fade In or Highland keep stays as it is in
that file wherever the words did not change. The JSON is second-unit/screenplay@1: the title page and
every element in document order, with its range in the text in UTF-16 units. The PDF is tagged, in the
industry's layout; the HTML is one page with no outside parts. A PDF is read by its layout; lines that
may be read wrongly are named. The password of an encrypted one comes from SECOND_UNIT_PDF_PASSWORD.`,
    )
    .action((from, to, options) =>
      verb(async (task) => (await import('./verbs/convert.ts')).convert(from, to, options, task)),
    );

  second
    .command('read')
    .summary('the read-through of a script')
    .description('Reads a screenplay through: what it says, errors first, each sentence with the lines it rests on.')
    .argument('<script>', 'a screenplay of any format that convert reads')
    .option('--json [out]', 'print second-unit/read-through@1 on stdout, or write it to OUT')
    .option('--html <out>', 'write the read-through as one HTML page, the script beside it')
    .option('--pdf <out>', 'write it as a tagged PDF, each chart as a table')
    .addHelpText(
      'after',
      `
Examples:
  second-unit read "Big Fish.fountain"
  second-unit read "Big Fish.fountain" --json | jq '.characters[:5]'
  second-unit read "Big Fish.fountain" --html big-fish.html --pdf big-fish.pdf

Without an option it is printed in words, errors first. Nothing but the named OUTs is written.
What rests on English is marked, and left out where the script is in another language; what a
statistical model says is marked as a model's. There is no score of quality.`,
    )
    .action((script, options) => verb(async (task) => (await import('./verbs/read.ts')).read(script, options, task)));

  second
    .command('diff')
    .summary('what changed between two drafts')
    .description('Compares two drafts: scenes moved, cut, added, split, merged; characters renamed; lines changed.')
    .argument('<draft-a>', 'the older screenplay, in any format that is read')
    .argument('<draft-b>', 'the newer one')
    .option('--json', 'print second-unit/draft-diff@1 on stdout')
    .option('--pdf <out>', 'write DRAFT_B as a PDF with an asterisk beside every line that changed')
    .option('--colour <name>', "the revision's colour, in the header of revised pages (default: Blue)")
    .option('--label <text>', 'stands in the header in place of the colour')
    .addOption(new Option('--paper <size>', 'of the PDF').choices(['letter', 'a4']).default('letter'))
    .addHelpText(
      'after',
      `
Examples:
  second-unit diff white.fountain blue.fountain
  second-unit diff white.fdx blue.fdx --pdf blue.pdf --colour blue --label "Blue Revision 2026-11-22"
  second-unit diff white.fountain blue.fountain --json | jq -r .summary.text

Scenes are known by their words, not by their headings; a rename is told once. Without --json: a
summary, then each scene with its lines, - cut, + added, ~ changed with [-old-]{+new+} words. The
JSON has every change with its range in both texts, in UTF-16 units. Colours in their usual order:
white, blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan.`,
    )
    .action((from, to, options) =>
      verb(async (task) => (await import('./verbs/diff.ts')).diff(from, to, options, task)),
    );

  second
    .command('log')
    .summary('the shot log of a film, or the bins of a shoot day')
    .description(
      'Watches a film and logs its shots: in and out frame, transition, key frame, colour, loudness. Of a folder: sorts its clips into cameras, cards, takes and bins, with the recorder’s sound in sync.',
    )
    .argument('<film>', 'a video file, or a folder of clips and sound')
    .option('--json', 'print second-unit/log@1 on stdout')
    .option(
      '--whisper <model>',
      'write down what is said, with this Whisper model (a file of whisper.cpp: ggml-base.bin)',
    )
    .option('--language <code>', 'of what is said, for --whisper (default: the model tells)')
    .option('--csv <out>', 'write one line a shot, for a spreadsheet (UTF-8 with a byte-order mark)')
    .option('--html <out>', 'write the log as one HTML page with a picture of each shot')
    .option('--otio <out>', 'write the film, cut into its shots with a marker each, for editing programs')
    .option('--edl <out>', 'the same as a CMX3600 edit decision list with locators')
    .option('--fcpxml <out>', 'the same as Final Cut Pro XML')
    .option('--ale <out>', 'of a folder: write an Avid log, one file for each frame rate')
    .option('--script <file>', 'of a folder: the screenplay that it was shot from, whose scenes the bins are')
    .addHelpText(
      'after',
      `
Examples:
  second-unit log film.mp4
  second-unit log "Day 3" --script film.fdx --otio day3.otio --ale day3.ale
  second-unit log film.mp4 --whisper ggml-base.bin --language en
  second-unit log film.mp4 --json > film.log.json
  second-unit log film.mp4 --csv film.csv --html film.html --otio film.otio

Frames count from 0 in presentation order; a shot's endFrame is exclusive. Without an option a
table is printed. Subtitles embedded in the film, or film.srt beside it, are logged with the shots; with --whisper
what the model hears takes their place.
Of a folder, --json prints second-unit/shoot-day@1, --otio writes bins in bins, --edl and --fcpxml a
string-out of all takes. Sound is put in sync by timecode, else by comparing it.`,
    )
    .action((film, options) => verb(async (task) => (await import('./verbs/log.ts')).log(film, options, task)));

  second
    .command('lined')
    .summary('the lined script: which takes cover which lines')
    .description('Aligns a screenplay with a film, or with raw footage strung together, and lines it as on a set.')
    .argument('<script>', 'a screenplay of any format that convert reads')
    .argument('<film>', 'a video file with subtitles, or a log of one (.json, as log --json prints it)')
    .option('--json [out]', 'print second-unit/lined@1 on stdout, or write it to OUT')
    .option('--pdf <out>', 'write the lined pages as a tagged PDF, and what they say as a table')
    .addOption(new Option('--paper <size>', 'of the pages').choices(['letter', 'a4']).default('letter'))
    .addHelpText(
      'after',
      `
Examples:
  second-unit lined film.fountain film.mp4 --pdf lined.pdf
  second-unit lined film.fountain film.log.json --json | jq '.takes[] | {scene, number, shots, confidence}'

A take is a run of the film in which lines of one scene are said in order; said again, they are
another take. Its line is straight where the words were heard and wavy where the take runs on and
they were not. It goes by subtitles: without them nothing is lined. Without an option the takes are
printed, with what was not found in the film and what is not in the script.`,
    )
    .action((script, film, options) =>
      verb(async (task) => (await import('./verbs/lined.ts')).lined(script, film, options, task)),
    );

  second
    .command('trailer')
    .summary('a first cut of a teaser, with its reasons')
    .description('Logs a film, proposes a teaser from it, renders it and says why each shot is in it.')
    .argument('<film>', 'a video file')
    .requiredOption('--out <dir>', 'folder for what is written')
    .option('--script <file>', 'the screenplay, so that shots can be chosen by scene and line')
    .addOption(
      new Option('--seconds <n>', 'length of each (default: 30, or what a shorter film allows)').argParser(seconds),
    )
    .option('--brief <text>', 'words to prefer: shots whose lines or scenes use them score higher')
    .addOption(
      new Option('--seed <n>', '0 gives the best cut, any other number a variation; same seed, same cut')
        .default(0)
        .argParser(count),
    )
    .addOption(
      new Option(
        '--keep-back <share>',
        "how much of the ending not to use, 0 to 0.9 (default: the script's last act, or 0.2)",
      ).argParser(share),
    )
    .addOption(new Option('--tone <tone>', 'how it is to feel').choices(['tense', 'warm', 'quiet', 'quick']))
    .addOption(new Option('--lean <on>', 'what it leans on').choices(['story', 'voices', 'pictures']))
    .addOption(
      new Option('--aspect <ratio>', "shape of the picture (default: the film's)").choices([
        '16:9',
        '9:16',
        '1:1',
        '4:5',
        '2.39:1',
      ]),
    )
    .option('--card <text...>', 'title cards in order, the last at the end; their time is part of the length')
    .option('--music <file>', 'music under it: cuts fall on its beats where they can')
    .addOption(new Option('--loudness <LUFS>', 'how loud it is: -16 if not said, -14, -23, -27').argParser(lufs))
    .addOption(
      new Option('--subtitles <how>', 'the lines that are heard in it: burned in, or as a track').choices([
        'burn',
        'track',
      ]),
    )
    .addOption(
      new Option('--format <format>', 'of the film: H.264 in trailer.mp4, or Apple ProRes 422 in trailer.mov')
        .choices(['h264', 'prores-hq', 'prores', 'prores-lt', 'prores-proxy'])
        .default('h264'),
    )
    .addOption(
      new Option('--count <n>', 'so many trailers, unlike each other, each in a folder of its own under DIR')
        .default(1)
        .argParser(trailers),
    )
    .option(
      '--rights <basis>',
      'ground on which film and script are used: own, licensed, open-licence or public-domain',
    )
    .option('--music-rights <basis>', 'ground on which the music is used, one of the same')
    .option('--bundle', 'trailer.otioz too: the timeline with film and music in it, as large as they are')
    .option('--no-credentials', 'do not sign the film with content credentials')
    .addHelpText(
      'after',
      `
Example:
  second-unit trailer film.mp4 --script film.fountain --seconds 20 --brief "the sea, a letter" \\
    --rights own --out teaser/

Writes into DIR, all of them or none: trailer.mp4, or trailer.mov with --format prores…; trailer.otio
(OpenTimelineIO), trailer.edl (CMX 3600), trailer.fcpxml (Final Cut Pro X), trailer.xml (Final Cut
Pro 7) and trailer.mlt (MLT); trailer.pull.csv, trailer.pull.edl and trailer.effects.csv (what to pull
from the originals, and what has to be worked on); and why.html. The film carries content credentials
(C2PA), where they are available: made of one film and edited, by a local signer; no names, no paths.
It is cut from shots: what lies in fades, dissolves and the black between them is left out, so that a
film of many fades has less to cut from than its length.
What was cut off, by Ctrl-C, a full disk or the end of its process, goes on when the same command is
given again: what was done lies in a hidden folder beside DIR until all is in place.
Without --rights, or --music-rights where there is music, the question is asked where there is a
terminal. On a ground that nobody states nothing is written: exit 2, before the film is watched.`,
    )
    .action((film, options) => verb(async (task) => (await import('./verbs/trailer.ts')).trailer(film, options, task)));

  second
    .command('act')
    .summary('any action of the studio, by its name')
    .description('Does what a button of the studio does. Without a name: all actions, and what each takes.')
    .argument('[name]', 'the action, such as cut.propose')
    .argument('[input]', 'its input as JSON', '{}')
    .addOption(homeOption())
    .addHelpText(
      'after',
      `
Examples:
  second-unit act
  second-unit act production.create '{"title":"The Sea"}'

Prints the answer as JSON. Where a studio has the home open, it does the work there, and every window
shows it; else the work is done without one, and jobs are waited for.`,
    )
    .action((name, input, options) =>
      verb(async (task) => (await import('./verbs/act.ts')).act(name, input, options, task)),
    );

  second
    .command('worker')
    .summary('take jobs from a shared database')
    .description('Joins the studio whose database DATABASE_URL names and takes jobs from it until it is stopped.')
    .addOption(homeOption())
    .addHelpText(
      'after',
      `
Example:
  DATABASE_URL=postgres://films@db/films second-unit worker --home /mnt/films

The home must be the same folder, or the same share, that the studio uses: media lie there. When a
worker is killed, another takes over its job. With SQLite the studio does its own work and needs none.`,
    )
    .action((options) => verb(async (task) => (await import('./verbs/worker.ts')).worker(options, task)));

  second
    .command('backup')
    .summary('the whole home in one file')
    .description('Writes everything in a home, from either database, to one file.')
    .argument('<out>', 'the file to write')
    .addOption(homeOption())
    .addHelpText(
      'after',
      `
Example:
  second-unit backup films.backup --home ~/films

The way from SQLite to PostgreSQL, too: back up, set DATABASE_URL, restore. The key that the studio
signs renders with stays here; a restored home makes itself another.`,
    )
    .action((out, options) => verb(async (task) => (await import('./verbs/backup.ts')).backup(out, options, task)));

  second
    .command('restore')
    .summary('a home from a backup')
    .description('Fills an empty home (and, with DATABASE_URL, an empty database) from a backup.')
    .argument('<in>', 'the backup to read')
    .addOption(homeOption())
    .addHelpText(
      'after',
      `
Example:
  second-unit restore films.backup --home ~/films-again

A home that already holds something is left as it is.`,
    )
    .action((from, options) => verb(async (task) => (await import('./verbs/restore.ts')).restore(from, options, task)));

  for (const command of [second, ...second.commands]) command.exitOverride();
  return second;
}

function homeOption(): Option {
  return new Option('--home <folder>', 'where productions and media are kept (default: ~/.second-unit)').env(
    'SECOND_UNIT_HOME',
  );
}

function rate(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 240)) throw new InvalidArgumentError('A rate is a number of frames a second, up to 240.');
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  }
  return value;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 600)) throw new InvalidArgumentError('A teaser lasts from 1 to 600 seconds.');
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 0.9)) throw new InvalidArgumentError('A share is a number from 0 to 0.9.');
  return value;
}

function lufs(text: string): number {
  const value = Number(text);
  if (!(value >= -31 && value <= -9)) throw new InvalidArgumentError('Loudness is between -31 and -9 LUFS.');
  return value;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 2 ** 31) {
    throw new InvalidArgumentError('A seed is a whole number from 0 to 2147483648.');
  }
  return value;
}

function trailers(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 5) {
    throw new InvalidArgumentError('From 1 to 5 trailers can be cut at once.');
  }
  return value;
}

const verb = runVerb;

try {
  await program().parseAsync();
} catch (thrown) {
  // Commander has already printed its sentence; help and version end with 0.
  if (!(thrown instanceof CommanderError)) throw thrown;
  process.exitCode = thrown.exitCode === 0 ? 0 : 2;
}
