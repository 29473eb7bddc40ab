import { parse } from '@second-unit/screenplay';
import { describe, expect, it } from 'vitest';
import { isEnglish, isForeign } from '../src/english.ts';

describe('whether a script is English', () => {
  it.each([
    ['English', true, 'She walks to the door and opens it. He is there with a gun.'],
    ['English dialogue', true, 'MARA\nWhat are you doing with that, and where is my hat?\n'],
    ['German', false, 'Sie geht zur Tür und öffnet sie. Er ist in dem Zimmer und will an das Fenster. Was war das?'],
    ['Dutch', false, 'Zij loopt naar de deur en was daar met haar hond. Hij is in het huis of op de straat.'],
    ['French', false, 'Elle marche vers la porte et on voit un homme. Il a un pistolet. On dit que tu es mon ami.'],
    ['Finnish', false, 'Hän kävelee ovelle ja avaa sen. Mies on siellä, ja me olemme täällä.'],
    ['Japanese', false, '太郎が座っている。花子が入ってくる。'],
    ['a shopping list', false, 'eggs\nmilk\nbread\nsoap'],
    ['nothing', false, ''],
  ])('%s: %s', (_what, english, text) => {
    expect(isEnglish(parse(text))).toBe(english);
  });

  it('is another language only where there is enough of it', () => {
    const german = 'Sie geht zur Tür und öffnet sie. Er ist in dem Zimmer. ';
    expect(isForeign(parse(german))).toBe(false);
    expect(isForeign(parse(german.repeat(10)))).toBe(true);
    expect(isForeign(parse('She walks to the door and opens it. '.repeat(20)))).toBe(false);
  });
});
