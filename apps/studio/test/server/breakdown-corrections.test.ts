import { readFdx } from '@second-unit/screenplay/formats';
import { BREAKDOWN_CATEGORIES, type BreakdownCorrection, type ReadThrough } from '@second-unit/story';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CATEGORIES } from '../../src/contract/breakdown.ts';
import type { ExportedScript, KeptCorrection, LedgerEntry, ScriptSummary } from '../../src/contract/index.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

const SCRIPT = 'INT. HALL - DAY\n\nAnn holds a pistol.\n\nANN\nDrive.\n\nINT. CAR - DAY\n\nAnn drops the pistol.\n';
const IS_SOUND: BreakdownCorrection = { kind: 'recategorise', category: 'props', name: 'pistol', to: 'sound' };

const paragraph = (type: string, inside: string) => `<Paragraph Type="${type}">${inside}</Paragraph>`;
const TAGGED = `<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    ${paragraph('Scene Heading', '<Text>INT. HALL - DAY</Text>')}
    ${paragraph('Action', '<Text>A </Text><Text TagNumber="1">blorb</Text><Text> and a </Text><Text TagNumber="2">dax</Text><Text>. The blorb hums.</Text>')}
  </Content>
  <TagData>
    <TagCategories>
      <TagCategory Color="#FFFF00000000" Id="c1" Name="Props" Number="5" Style="Bold"/>
      <TagCategory Color="#123456789ABC" Id="c2" Name="Robots" Number="40" Style="Bold"/>
    </TagCategories>
    <TagDefinitions>
      <TagDefinition CatId="c1" Id="d1" Label="The Blorb" Number="1"/>
      <TagDefinition CatId="c2" Id="d2" Label="Dax" Number="2"/>
    </TagDefinitions>
    <Tags><Tag Number="1"><DefId>d1</DefId></Tag><Tag Number="2"><DefId>d2</DefId></Tag></Tags>
  </TagData>
</FinalDraft>
`;

test('the categories of the contract are those of the reader', () => {
  expect(CATEGORIES).toEqual(BREAKDOWN_CATEGORIES);
});

describe.each(BACKENDS)('the breakdown of a script, on %s', (backend) => {
  let studio: TestStudio;
  let production: string;
  beforeEach(async () => {
    studio = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
  }, 60_000);
  afterEach(() => studio?.close());

  async function open(name: string, body: string): Promise<string> {
    const to = `${studio.address}/api/v1/productions/${production}/files?name=${name}&basis=own`;
    const answer = await fetch(to, { method: 'POST', body });
    expect(answer.status).toBeLessThan(300);
    return ((await answer.json()) as { script: ScriptSummary }).script.id;
  }
  const elements = async (script: string) =>
    (await studio.get<ReadThrough>(`/scripts/${script}/read`)).breakdown.elements.map(
      ({ category, name, scenes }) => `${category}: ${name} ${scenes.join()}`,
    );
  const tagsOf = ({ content }: ExportedScript) => {
    const { tags, document } = readFdx(content);
    return tags.map(
      ({ element, from, to, label, category }) =>
        `${category}: ${label} = ${document.elements[element]?.text.slice(from, to)}`,
    );
  };

  test('is corrected by name through the script, after a restart too, and as it was when taken back', async () => {
    const script = await open('sea.fountain', SCRIPT);
    expect(await elements(script)).toContain('props: pistol 0,1');
    const kept = await studio.act('script.correctBreakdown', { script, correction: IS_SOUND });
    expect(kept.correction).toEqual(IS_SOUND);
    expect(await elements(script)).toContain('sound: pistol 0,1');
    studio = await studio.reopen();
    expect(await elements(script)).toContain('sound: pistol 0,1');
    expect(await studio.get<KeptCorrection[]>(`/scripts/${script}/corrections`)).toEqual([kept]);
    await studio.act('script.uncorrectBreakdown', { script, correction: kept.id });
    expect(await elements(script)).toContain('props: pistol 0,1');
    expect(await studio.get<KeptCorrection[]>(`/scripts/${script}/corrections`)).toEqual([]);
    const again = await send(studio.address, 'script.uncorrectBreakdown', { script, correction: kept.id });
    expect([again.status, await again.json()]).toMatchObject([404, { error: { code: 'not-found' } }]);
    const decisions = (await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`)).slice(-2);
    expect(decisions.map(({ author, record }) => [author, record])).toMatchObject([
      [{ name: 'Ada Krol' }, { kind: 'decision', decision: { change: { kind: 'correctBreakdown', script } } }],
      [{ name: 'Ada Krol' }, { kind: 'decision', decision: { change: { kind: 'uncorrectBreakdown', script } } }],
    ]);
  });

  test('tells open pages, and refuses what is no correction', async () => {
    const script = await open('sea.fountain', SCRIPT);
    const stream = await fetch(`${studio.address}/api/v1/events`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const heard = (async () => {
      for (let all = ''; ; ) {
        all += (await reader?.read())?.value ?? '';
        if (/event: breakdown\ndata: .*\n/.test(all)) return all;
      }
    })();
    await studio.act('script.correctBreakdown', { script, correction: IS_SOUND });
    expect(await heard).toContain(script);
    await reader?.cancel();
    for (const correction of [{ ...IS_SOUND, to: 'spaceships' }, { ...IS_SOUND, name: '' }, { kind: 'remove' }, 'x']) {
      expect((await send(studio.address, 'script.correctBreakdown', { script, correction })).status).toBe(422);
    }
    expect(await studio.get<KeptCorrection[]>(`/scripts/${script}/corrections`)).toHaveLength(1);
  });

  test('goes to Final Draft as tags: what a person named, or all', async () => {
    const script = await open('sea.fountain', SCRIPT);
    expect(tagsOf(await studio.act('script.export', { script, format: 'fdx' }))).toEqual([]);
    await studio.act('script.correctBreakdown', { script, correction: IS_SOUND });
    expect(tagsOf(await studio.act('script.export', { script, format: 'fdx' }))).toEqual([
      'Sound: pistol = pistol',
      'Sound: pistol = pistol',
    ]);
    const all = tagsOf(await studio.act('script.export', { script, format: 'fdx', tags: true }));
    expect(all).toContain('Vehicles: car = CAR');
    expect(all).toContain('Cast: ANN = ANN');
    expect(all).toContain('Sound: pistol = pistol');
  });

  test('takes in the tags of Final Draft, and writes them back as they were but for what was corrected', async () => {
    const script = await open('tagged.fdx', TAGGED);
    expect(await elements(script)).toContain('props: The Blorb 0');
    const same = await studio.act('script.export', { script, format: 'fdx' });
    expect(same.content).toBe(TAGGED);
    await studio.act('script.correctBreakdown', {
      script,
      correction: { kind: 'recategorise', category: 'props', name: 'the blorb', to: 'animals' },
    });
    expect(tagsOf(await studio.act('script.export', { script, format: 'fdx' })).sort()).toEqual([
      'Animals: The Blorb = blorb',
      'Animals: The Blorb = blorb',
      'Robots: Dax = dax',
    ]);
    await studio.act('script.correctBreakdown', {
      script,
      correction: { kind: 'remove', category: 'animals', name: 'The Blorb' },
    });
    expect(tagsOf(await studio.act('script.export', { script, format: 'fdx' }))).toEqual(['Robots: Dax = dax']);
  });
});
