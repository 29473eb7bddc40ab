import type { Look } from '../reading.ts';

const DAY =
  /\b(?:DAY|MORNING|AFTERNOON|NOON|MIDDAY|SUNRISE|DAWN)\b|(?<!\p{L})(?:JOUR|MATIN|AUBE|DÍA|DIA|MAÑANA|TARDE|AMANECER|GIORNO|MATTINA|POMERIGGIO|ALBA|MANHÃ|TAG|MORGEN|NACHMITTAG|PÄIVÄ|AAMU|AAMUPÄIVÄ|ILTAPÄIVÄ|ДЕНЬ|УТРО|РАССВЕТ)(?!\p{L})|[昼朝]|夜明け/iu;
const NIGHT =
  /\b(?:NIGHT|EVENING|DUSK|MIDNIGHT|SUNSET|TWILIGHT)\b|(?<!\p{L})(?:NUIT|SOIR|SOIRÉE|CRÉPUSCULE|NOCHE|ANOCHECER|ATARDECER|NOTTE|SERA|TRAMONTO|NOITE|NACHT|ABEND|DÄMMERUNG|YÖ|AAMUYÖ|ILTA|НОЧЬ|ВЕЧЕР|ЗАКАТ|СУМЕРКИ)(?!\p{L})|[夜夕]/iu;

/** Scenes by day and by night, where the headings say. */
export const dayNight: Look = ({ scenes, headings }) => {
  const told = [];
  let day = 0;
  let night = 0;
  for (const scene of scenes) {
    const time = scene.time ?? '';
    if (DAY.test(time)) day++;
    else if (NIGHT.test(time)) night++;
    else continue;
    told.push(...headings.slice(scene.index, scene.index + 1));
  }
  if (told.length === 0) return [];
  return [
    {
      id: 'day-night',
      area: 'pacing',
      language: 'any',
      what: 'scenes by day and by night',
      value: { day, night, unknown: scenes.length - told.length },
      confidence: 1,
      method:
        'The time at the end of each heading; dusk and evening count as night, dawn as day; CONTINUOUS and LATER as unknown.',
      evidence: told,
    },
  ];
};
