import { type Cut, cutOf, segmentItems, shotItems, toEditList, toTimeline } from '@second-unit/editing';
import { combineRights, Fault, type Person } from '@second-unit/evidence';
import type { Edit } from '@second-unit/media';
import type { CutView, ExportedFile, JobView } from '../contract/index.ts';
import { createCut, newId, now, type Store } from '../database/index.ts';
import type { Home } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { withRights } from './cut-export.ts';
import { viewCut } from './cut-room.ts';
import { checkExport } from './export-rights.ts';
import { EXPORTS, type ExportFormat } from './exports.ts';
import { type FilmWords, wordsOfFilms } from './film-words.ts';
import { itemsOfPaper, type OpenPaper, openPaper } from './paper.ts';

/** Where its sound is to lie, in LUFS and dBTP: as loud as speech is listened to. */
const LOUDNESS = { integrated: -16, truePeak: -1 } as const;

interface Place {
  readonly store: Store;
  readonly home: Home;
}

/**
 * A paper edit as a file for an editing program: a clip for each stretch that plays without a cut, of as many films as it
 * is made from. Errors: `refused` by the rights of a film or script, `input` where it is empty.
 */
export async function exportPaper(studio: Studio, id: string, format: ExportFormat): Promise<ExportedFile> {
  const paper = await openPaper(studio, id);
  const { row, infos } = paper;
  checkNotEmpty(paper);
  const items = await itemsOfPaper(studio.store, paper);
  checkExport(items);
  const cut = await cutOfPaper(studio, paper);
  const { type, write } = EXPORTS[format];
  const rights = combineRights(items.map((item) => item.rights));
  const content = write(withRights(toTimeline(cut, infos, { title: row.title }), rights));
  return { name: `${row.title}.${format}`, type, content };
}

/** A paper edit for the renderer. Errors: `input` where it is empty. */
export async function editOfPaper(place: Place, paper: OpenPaper): Promise<Edit> {
  checkNotEmpty(paper);
  const { infos, row, segments } = paper;
  const hasSound = segments.some(({ media }) => infos[media]?.audio);
  return {
    ...toEditList(await cutOfPaper(place, paper), infos),
    ...(hasSound ? { loudness: LOUDNESS } : {}),
    metadata: { title: row.title },
  };
}

async function cutOfPaper(place: Place, { films, segments, seconds }: OpenPaper): Promise<Cut> {
  return cutOf(segmentItems(segments, shotsOf(await wordsOfFilms(place, [...films.values()]))), seconds);
}

/** Queues the job that renders a paper edit, or answers the one that is under way. Errors: `input` where it is empty. */
export async function renderPaperSoon(studio: Studio, id: string): Promise<JobView> {
  const paper = await openPaper(studio, id);
  checkNotEmpty(paper);
  const { production, title } = paper.row;
  return studio.jobs.ensure({ kind: 'paper-render', production, subject: id, label: `Render “${title}”`, input: null });
}

/**
 * A paper edit as a cut in the Cut room: what plays through several shots is an item each, and all of it is locked.
 * Errors: `input` where it is empty, or of several films: a cut is of one.
 */
export async function paperToCut(studio: Studio, id: string, person: Person): Promise<CutView> {
  const paper = await openPaper(studio, id);
  const { row, films, segments, seconds } = paper;
  checkNotEmpty(paper);
  const words = await wordsOfFilms(studio, [...films.values()]);
  const [film] = words.values();
  if (!film || films.size > 1) {
    throw new Fault(
      'input',
      `A cut in the Cut room is of one film, and this paper edit is made from ${films.size}; export it as a timeline instead.`,
      { place: row.title },
    );
  }
  const at = now();
  const cut = await createCut(studio.store, {
    production: row.production,
    media: film.media.id,
    log: film.row.revision,
    title: row.title,
    duration: seconds,
    proposal: {
      id: newId(),
      what: `A cut of the paper edit “${row.title}”, word for word.`,
      change: cutOf(shotItems(segments, shotsOf(words)), seconds),
      by: {
        kind: 'model',
        name: 'paper-edit',
        version: '1',
        settings: { paper: id, ...paper.paper.settings },
        onBehalfOf: person.id,
      },
      evidence: segments.map(({ media, inFrame, outFrame }) => ({
        kind: 'film',
        media,
        startFrame: inFrame,
        endFrame: outFrame,
      })),
      at,
    },
  });
  studio.events.emit({ kind: 'cut', cut: cut.id, production: row.production });
  return viewCut(studio, cut.id);
}

function shotsOf(words: ReadonlyMap<string, FilmWords>) {
  return Object.fromEntries([...words].map(([media, { row }]) => [media, row.log.shots]));
}

function checkNotEmpty({ segments, row }: OpenPaper): void {
  if (segments.length === 0) {
    throw new Fault('input', 'The paper edit has no words yet; put some in first.', { place: row.title });
  }
}
