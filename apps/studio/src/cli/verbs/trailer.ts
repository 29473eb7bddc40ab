import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import {
  type Aspect,
  type Brief,
  briefNowhere,
  type Cut,
  type CutContext,
  type CutProposal,
  cardSeconds,
  checkedCard,
  type Lead,
  longestTeaser,
  type MusicFile,
  mainReason,
  proposeCuts,
  type TimelineOptions,
  type Tone,
  toTimeline,
  whyHtml,
} from '@second-unit/editing';
import type { SceneNeed } from '@second-unit/editing/lists';
import { combineRights, type Rights, toFault } from '@second-unit/evidence';
import { hearMusic, type ShotLog } from '@second-unit/footage';
import { fileUrl } from '@second-unit/footage/interchange';
import { type Edit, type MediaInfo, RENDER_FORMATS, type RenderFormat, render } from '@second-unit/media';
import { makeLocalSigner } from '@second-unit/media/credentials';
import { parse } from '@second-unit/screenplay';
import { readThrough } from '@second-unit/story';
import { breakdownLexicon, emotionModel, vadModel } from '@second-unit/story/node';
import { planOtioz, writeOtiozFile } from '@second-unit/timeline/node';
import { CUT_LISTS } from '../../contract/cut-lists.ts';
import { type RenderSettings, renderSettingsSchema } from '../../contract/render-settings.ts';
import { newId, now } from '../../database/ids.ts';
import { withRights } from '../../productions/cut-export.ts';
import { needsOf, writeCutList } from '../../productions/cut-lists.ts';
import { EXPORTS } from '../../productions/exports.ts';
import { fingerprintOf } from '../../productions/fingerprint.ts';
import { checkLettering } from '../../productions/lettering.ts';
import { loudnessWords } from '../../productions/render-note.ts';
import { editOf, framingWords, renderWords } from '../../productions/rendering.ts';
import { linkScenes } from '../../productions/scene-links.ts';
import { signFilm } from '../../productions/sign-film.ts';
import { checkFile, readScript } from '../input.ts';
import { asOutputFault, checkFolder, checkOutput, fillFolder, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { clock, table } from '../words.ts';
import { picturesOf, watch } from './log.ts';
import { withParts } from './trailer-parts.ts';
import { rightsToCut } from './trailer-rights.ts';

export interface TrailerOptions {
  readonly out: string;
  readonly script?: string;
  readonly seconds?: number;
  /** Share of the film's end, 0 to 0.9. */
  readonly keepBack?: number;
  readonly brief?: string;
  readonly tone?: Tone;
  readonly lean?: Lead;
  readonly aspect?: Aspect;
  /** Texts of title cards. */
  readonly card?: readonly string[];
  /** A sound file. */
  readonly music?: string;
  /** LUFS. */
  readonly loudness?: number;
  readonly subtitles?: RenderSettings['subtitles'];
  /** H.264 if absent. */
  readonly format?: RenderFormat;
  /** How many unlike trailers. */
  readonly count: number;
  readonly seed: number;
  readonly rights?: string;
  /** Of the music. */
  readonly musicRights?: string;
  /** The film and the music with the timeline, as `trailer.otioz`? */
  readonly bundle?: boolean;
  /** Sign it with content credentials? */
  readonly credentials: boolean;
}

/** Length of a teaser where nobody said one, in seconds; a shorter film gets a shorter one. */
const USUAL_SECONDS = 30;
/** Of the film's end, where nobody said how much and no script says where its last act begins. */
const KEEP_BACK = 0.2;

const filmName = ({ format = 'h264' }: TrailerOptions): string => `trailer${RENDER_FORMATS[format].ending}`;

const BUNDLE = 'trailer.otioz';

/** What is written into the folder. */
function outputsOf(options: TrailerOptions): readonly string[] {
  const lists = [...Object.keys(EXPORTS), ...CUT_LISTS].map((ending) => `trailer.${ending}`);
  return [filmName(options), ...lists, ...(options.bundle ? [BUNDLE] : []), 'why.html'];
}

/** `trailer FILM`: log, proposal, render, timelines and reasons, all of them or none. */
export async function trailer(film: string, options: TrailerOptions, task: Task): Promise<void> {
  await checkFile(film);
  if (options.music !== undefined) await checkFile(options.music);
  await checkFolder(options.out);
  for (const folder of foldersOf(options)) {
    for (const name of outputsOf(options)) {
      const out = join(folder, name);
      if (existsSync(out)) await checkOutput(out, [film, options.script, options.music]);
    }
  }
  // What is wrong with a card is said before the film is watched.
  for (const text of options.card ?? []) checkedCard({ id: '', text, seconds: cardSeconds(text) });
  await checkLettering(options.card ?? []);
  const text = options.script === undefined ? undefined : await readScript(options.script, task);
  const rights = combineRights([
    await rightsToCut(film, '--rights', options.rights),
    ...(options.music === undefined ? [] : [await rightsToCut(options.music, '--music-rights', options.musicRights)]),
  ]);
  await withParts(options.out, task, (parts) => cutAndWrite(film, { options, text, rights, parts }, task));
}

interface Given {
  readonly options: TrailerOptions;
  /** Of the script. */
  readonly text: string | undefined;
  readonly rights: Rights;
  /** A folder for what is done so far. */
  readonly parts: string;
}

async function cutAndWrite(film: string, { options, text, rights, parts }: Given, task: Task): Promise<void> {
  const log = await watch(film, task, join(parts, await logName(film)));
  const media = { ...log.media, originalPath: resolve(film) };
  const context: CutContext = {
    mediaId: basename(film),
    log: { ...log, media },
    ...(text === undefined ? {} : linkScenes(text, log, { models: await emotionModels() })),
  };
  const heard = options.music === undefined ? undefined : await hearMusic(options.music, { signal: task.signal });
  const keepBack = options.keepBack ?? KEEP_BACK;
  // Trailers that each need all that may be shown cannot be unlike each other.
  const most = Math.floor(longestTeaser(context, keepBack) / options.count);
  const seconds = options.seconds ?? Math.max(1, Math.min(USUAL_SECONDS, most));
  const brief: Brief = {
    seconds,
    seed: options.seed,
    keepBack,
    ...(options.keepBack === undefined ? { keepBackBy: 'act' } : {}),
    ...(options.brief === undefined ? {} : { text: options.brief }),
    ...(options.tone === undefined ? {} : { tone: options.tone }),
    ...(options.lean === undefined ? {} : { lead: options.lean }),
    ...(options.aspect === undefined ? {} : { aspect: options.aspect }),
    ...(options.card === undefined ? {} : { cards: options.card }),
    ...(heard && options.music !== undefined ? { music: { media: resolve(options.music), beats: heard.beats } } : {}),
  };
  const several = proposeCuts(
    { ...context, brief, onBehalfOf: 'command line', id: () => newId(), at: now() },
    options.count,
  );
  const music =
    heard && options.music !== undefined ? { path: resolve(options.music), seconds: heard.seconds } : undefined;
  const summaries: string[] = [];
  // Around all of them: the second may fail or be stopped, and then the first is not there either.
  await fillFolder(
    options.out,
    async (staging) => {
      const folders = foldersOf({ ...options, out: staging });
      for (const [index, { proposal }] of several.entries()) {
        const made = { film, log, media, context, text, proposal, rights, parts, ...(music ? { music } : {}) };
        const said = await writeTrailer(made, folders[index]!, options, task);
        const written = `${foldersOf(options)[index]}: ${outputsOf(options).join(', ')}`;
        const summary = summaryOf(proposal.what, proposal.change, context, written);
        summaries.push(`${summary}${said}`);
      }
    },
    parts,
  );
  task.progress.clear();
  for (const summary of summaries) await task.print(summary);
  const nowhere = options.brief === undefined ? [] : briefNowhere(options.brief, context);
  if (nowhere.length > 0) await task.print(`${nowhereWords(nowhere, text !== undefined)}\n`);
}

/** `No line of the film or scene of the script uses “storm” of --brief.` */
function nowhereWords(words: readonly string[], hasScript: boolean): string {
  const listed = new Intl.ListFormat('en', { type: 'disjunction' }).format(words.map((word) => `“${word}”`));
  const [where, more] = hasScript
    ? ['No line of the film and no scene of the script', '']
    : ['No line of the film', ' Scenes can be asked for with --script.'];
  return `${where} uses ${listed} of --brief.${more}`;
}

/** What the log of a film as it is now is kept under until it is whole. */
async function logName(film: string): Promise<string> {
  const fingerprint = await fingerprintOf(film);
  return `log-${createHash('sha256').update(fingerprint).digest('hex').slice(0, 32)}`;
}

/** One folder, or one a trailer where there are several. */
function foldersOf({ out, count }: TrailerOptions): readonly string[] {
  return count === 1 ? [out] : Array.from({ length: count }, (_, index) => join(out, String(index + 1)));
}

async function emotionModels() {
  const [emotion, vad] = await Promise.all([emotionModel(), vadModel()]);
  return { emotion, vad };
}

/** A proposal and what it rests on. */
interface Made {
  readonly film: string;
  readonly log: ShotLog;
  readonly media: MediaInfo;
  readonly context: CutContext;
  readonly text: string | undefined;
  readonly proposal: CutProposal;
  readonly rights: Rights;
  readonly parts: string;
  readonly music?: MusicFile;
}

/** Fills a folder; answers what there is to say of loudness and signature. */
async function writeTrailer(
  { film, log, media, context, text, proposal, rights, parts, music }: Made,
  folder: string,
  options: TrailerOptions,
  task: Task,
): Promise<string> {
  const cut = proposal.change;
  const title = `${basename(film, extname(film))}: ${cut.brief.seconds} s`;
  const films = { [context.mediaId]: media };
  let said = '';
  await mkdir(folder, { recursive: true });
  const { format, loudness, subtitles } = options;
  const settings = renderSettingsSchema.parse({ format, loudness, subtitles });
  const lines = { [context.mediaId]: log.subtitles };
  const speech = { [context.mediaId]: log.sound?.speech };
  const edit = await editOf(
    { cut, media: films, title, lines, speech, music: music?.path },
    settings,
    task.signal,
    undefined,
    (number, of) => task.progress.show((number - 1) / of, framingWords(number, of)),
  );
  const path = join(folder, filmName(options));
  const { loudness: reached } = await render(edit, path, {
    signal: task.signal,
    partsFolder: parts,
    // Until all is in place: what follows may be cut off too.
    keepParts: true,
    onProgress: (done) => task.progress.show(done.frame / done.frames, renderWords(done)),
  });
  if (subtitles !== undefined && edit.subtitles === undefined) {
    const why = log.subtitles.length === 0 ? 'the film brings no subtitles along' : 'no line is heard in these shots';
    said += `${basename(path)} has no subtitles: ${why}.\n`;
  }
  if (reached !== undefined) said += `${basename(path)}: ${loudnessWords(reached)}\n`;
  if (options.credentials) said += await sign(path, edit, task.signal);
  const timeline = withRights(
    toTimeline(cut, films, { title, crops: cropsOf(cut, edit), ...(music ? { music } : {}) }),
    rights,
  );
  for (const [ending, { write }] of Object.entries(EXPORTS)) {
    await writeOutput(join(folder, `trailer.${ending}`), write(timeline));
  }
  if (options.bundle) {
    const files = [media.originalPath, ...(music ? [music.path] : [])];
    const plan = await planOtioz(timeline, new Map(files.map((file) => [fileUrl(file), { path: file }])));
    const onProgress = (done: number, of: number): void => task.progress.show(done / of, 'Writing the bundle');
    await writeOtiozFile(join(folder, BUNDLE), plan, { signal: task.signal, onProgress }).catch((cause: unknown) => {
      throw task.signal.aborted ? cause : asOutputFault(join(options.out, BUNDLE), cause);
    });
  }
  const list = { cut, timeline, media: films, context, needs: await needsIn(text), title };
  for (const name of CUT_LISTS) await writeOutput(join(folder, `trailer.${name}`), writeCutList(name, list));
  // Pictures of what was beaten too: a reason that can be seen is believed.
  const chosen = new Set(cut.items.flatMap(({ shot, beat }) => (beat ? [shot, beat.shot] : [shot])));
  const pictures = await picturesOf(film, { shots: log.shots.filter((shot) => chosen.has(shot.id)) }, task);
  const stills = Object.fromEntries(
    [...pictures].map(([id, jpeg]) => [id, `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`]),
  );
  await writeOutput(join(folder, 'why.html'), whyHtml(proposal, cut, { ...log, media }, { title, stills }));
  return said;
}

/** The windows that were rendered, by their items: both have the same shots in the same order. */
function cropsOf(cut: Cut, edit: Edit): NonNullable<TimelineOptions['crops']> {
  const films = edit.clips.flatMap((clip) => ('title' in clip ? [] : [clip]));
  return Object.fromEntries(
    cut.items.flatMap(({ id }, at): [string, NonNullable<(typeof films)[number]['crop']>][] => {
      const crop = films[at]?.crop;
      return crop ? [[id, crop]] : [];
    }),
  );
}

/**
 * Signs the trailer and answers a line that says so, or why it is not signed. The signer is made for this one film: a
 * verb that works on plain files keeps no key.
 */
async function sign(path: string, edit: Edit, signal: AbortSignal): Promise<string> {
  try {
    await signFilm(path, { edit, signer: await makeLocalSigner(), signal });
    return `${basename(path)} carries content credentials (C2PA) by a local signer whom nobody verified.\n`;
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return `${basename(path)} is not signed: ${toFault(thrown).message}\n`;
  }
}

/** What the scenes of a script need in effects and stunts; nothing without one. */
async function needsIn(script: string | undefined): Promise<readonly SceneNeed[]> {
  if (script === undefined) return [];
  return needsOf(readThrough(parse(script), { lexicon: await breakdownLexicon() }).breakdown);
}

function summaryOf(what: string, cut: Cut, { log }: CutContext, written: string): string {
  const { num, den } = log.media.frameRate;
  const time = (frame: number): string => clock((frame * den) / num);
  const rows = cut.items.map((item, index) => [
    String(index + 1),
    item.shot,
    time(item.inFrame),
    time(item.outFrame - item.inFrame),
    mainReason(item)?.words ?? '',
  ]);
  return `${what}\n\n${table(['', 'shot', 'from', 'length', 'above all because'], rows)}\n${written}\n`;
}
