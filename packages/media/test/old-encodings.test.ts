import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodingOf } from '../src/native/old-encodings.ts';

describe('the encoding of text that names none', () => {
  it.each([
    [
      'shift_jis',
      'grGCzJBugsmCzYjDgqKJ34uOgqqCoILpgUIKiOqQbJe3gsaCzYvwgqmCyJBsgsWCt4LLgUI=',
      'この刃には暗い過去がある。\n一人旅とは愚かな人ですね。',
    ],
    ['shift_jis', 'g2iDiYNTg5OCzINYg1CDQ4OL', 'ドラゴンのスケイル'],
    ['euc-jp', 'pLOkzr/PpMukz7DFpKSy4bXupKykoqTroaM=', 'この刃には暗い過去がある。'],
    [
      'euc-kr',
      'wMwgxK6zr7+htMIgvu61zr/uILD6sMWwoSDA1rTZLiDIpcDaIL+px+DHz7TZtM8u',
      '이 칼날에는 어두운 과거가 있다. 혼자 여행하다니.',
    ],
    ['gb18030', 'xOPSu7j2yMvAtLXEwvA/ztKyu9aqtcDL+9Tay7XKssO0oaM=', '你一个人来的吗?我不知道他在说什么。'],
    ['big5', 'p0GkQK3TpEio06q6ttw/p9qko6q+uUSlTKZiu6GksLvyoUM=', '你一個人來的嗎?我不知道他在說什麼。'],
    [
      'windows-1251',
      '0yD98u7j7iDq6+jt6uAg8rjs7e7lIO/w7vjr7uUuINL7IOPr8+/gLCDl8evoIOXk5fj8IO7k7eAu',
      'У этого клинка тёмное прошлое. Ты глупа, если едешь одна.',
    ],
    [
      'windows-1252',
      'T/kgZXN0LWVsbGUgPyCrIEzgLWJhcywg4CBj9HTpIGRlIGyS6WdsaXNlLiC7IJcgR3L832UsIFNl8W9yINFhbmT6hQ==',
      'Où est-elle ? « Là-bas, à côté de l’église. » — Grüße, Señor Ñandú…',
    ],
    [
      'windows-1250',
      'R2R6aWUgamVzdCBrc2m5v2thLCBrdPNyuSB6Z3ViabNlnCB3Y3pvcmFqIHdpZWN6b3JlbT8KTmllIHdpZW0sIG1vv2Uga3RvnCBquSB6bmFsYXqzLg==',
      'Gdzie jest książka, którą zgubiłeś wczoraj wieczorem?\nNie wiem, może ktoś ją znalazł.',
    ],
    [
      'windows-1250',
      'S2RlIGpzdGUgYnlsIHboZXJhIHZl6GVyPyBOZXbtbSwgbW+ebuEgZG9tYS4KUG9q721lIHWeIHByeegsIHByb3PtbSB07C4g2O1rYWwganNlbSB0aSB0by4=',
      'Kde jste byl včera večer? Nevím, možná doma.\nPojďme už pryč, prosím tě. Říkal jsem ti to.',
    ],
    [
      'iso-8859-7',
      '0O/9IPDn4+Hf7eXp8iD0/PPvIOHx49w7IMTl7SDu3fH5LCDf8/nyIPP07yDz8N/06S4=',
      'Πού πηγαίνεις τόσο αργά; Δεν ξέρω, ίσως στο σπίτι.',
    ],
    [
      'windows-1254',
      'QnUgZ2VjZSBuZXJleWUgZ2lkaXlvcnN1bj8gQmlsbWl5b3J1bSwgYmVsa2kgZXZlIGdpZGVyaW0uCkhhZGkgZ2lkZWxpbSBidXJhZGFuLCBs/HRmZW4uIMdvayB5b3JndW51bS4=',
      'Bu gece nereye gidiyorsun? Bilmiyorum, belki eve giderim.\nHadi gidelim buradan, lütfen. Çok yorgunum.',
    ],
    [
      'iso-8859-8',
      '7ODvIOD65CDk5ezqIOH58uQg6+bg+j8g4PDpIOzgIOnl4/IsIODl7Okg5OHp+uQu',
      'לאן אתה הולך בשעה כזאת? אני לא יודע, אולי הביתה.',
    ],
    [
      'windows-1256',
      'xeHsIMPt5CDK0OXIIN3tIOXQxyDH4ebeyr8g4ccgw9rR3aEg0cjjxyDF4ewgx+HI7cou',
      'إلى أين تذهب في هذا الوقت؟ لا أعرف، ربما إلى البيت.',
    ],
    [
      'koi8-r',
      '9SDc1M/HzyDLzMnOy8Eg1KPNzs/FINDSz9vMz8UuIPTZIMfM1dDBLCDF08zJIMXExdvYIM/EzsEu',
      'У этого клинка тёмное прошлое. Ты глупа, если едешь одна.',
    ],
  ])('tells %s', (encoding, base64, text) => {
    const bytes = Buffer.from(base64, 'base64');
    expect(encodingOf(bytes)).toBe(encoding);
    expect(new TextDecoder(encoding).decode(bytes)).toBe(text);
    expect(encodingOf(Buffer.from(text))).toBe('utf-8');
  });

  it('takes Western text for nothing else, however little and in whatever order', () => {
    const western = fc
      .constantFrom<string[][]>(
        ['Où est-elle ?', 'Là-bas, à l’église.', 'Tu as déjà mangé ?', 'Voilà', 'café'],
        ['Señor, ¿dónde está?', 'Mañana será otro día.', '¿Qué pasó?', 'Así es.'],
        ['Ich bin müde. Schläfst du?', 'Grüße', 'Der Zug fährt um fünf.', 'Schön, daß du da bist.'],
        ['Não há ninguém aqui.', 'É verdade. Você não está só.', 'Até amanhã, então.'],
        ['Å, jeg er så trøtt.', 'Hva gjør du her så sent på kvelden?'],
        ['“No,” he said.', 'It’s a café.'],
      )
      .chain((lines) => fc.shuffledSubarray(lines, { minLength: 1 }));
    fc.assert(
      fc.property(western, (lines) => {
        const bytes = windows1252(lines.join('\n'));
        expect(new TextDecoder(encodingOf(bytes)).decode(bytes)).toBe(lines.join('\n'));
      }),
    );
  });

  it('takes any bytes for something that they can be read as', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(() => new TextDecoder(encodingOf(bytes)).decode(bytes)).not.toThrow();
      }),
    );
  });
});

/** As Latin-1 but for the quotes. */
function windows1252(text: string): Uint8Array {
  const quotes: Record<string, string> = { '’': '\x92', '“': '\x93', '”': '\x94' };
  return Buffer.from(
    text.replace(/[’“”]/g, (quote) => quotes[quote] ?? ''),
    'latin1',
  );
}
