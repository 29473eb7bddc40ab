import { findAgreement, listFaceTracks } from '../database/index.ts';
import { getMusic } from '../database/music.ts';
import { storedPath } from '../home/index.ts';
import type { OpenCut } from './cut-room.ts';
import { lutOf } from './looks.ts';
import type { ToRender } from './rendering.ts';

type Place = Parameters<typeof lutOf>[0];

/** All that a render of an open cut is made of: its look, its music, its lines, and faces where people are agreed to. */
export async function toRender(place: Place, { cut, media, context, row }: OpenCut): Promise<ToRender> {
  const { store, home } = place;
  const music = cut.brief.music && storedPath(home, (await getMusic(store, cut.brief.music.media)).file);
  const isAgreed = (await findAgreement(store, media.production)) !== undefined;
  const faces = isAgreed ? await listFaceTracks(store, { production: media.production, media: media.id }) : [];
  return {
    cut,
    media: { [media.id]: context.log.media },
    title: row.title,
    lut: cut.look && (await lutOf(place, cut.look)),
    music,
    lines: { [media.id]: context.log.subtitles },
    speech: { [media.id]: context.log.sound?.speech },
    // Nobody looked for people in it: the windows look for faces themselves.
    ...(faces.length === 0 ? {} : { faces: { [media.id]: faces } }),
  };
}
