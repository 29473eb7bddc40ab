/**
 * Transfer curves of cameras, from the value that is recorded to light in the scene, as their makers publish them.
 * Light is reflectance: 0.18 is a grey card.
 */
export const LOG_CURVES = [
  'S-Log3',
  'LogC3',
  'LogC4',
  'V-Log',
  'C-Log',
  'C-Log2',
  'C-Log3',
  'Log3G10',
  'HLG',
  'PQ',
] as const;
export type LogCurve = (typeof LOG_CURVES)[number];

/** Chromaticities of red, green and blue; white is D65. */
export type Primaries = readonly [readonly [number, number], readonly [number, number], readonly [number, number]];

interface Curve {
  readonly primaries: Primaries;
  /**
   * Is the formula one of 10-bit code values / 1023, as Sony, Panasonic and Canon print it? Else of the signal, 0 to 1
   * from black to white of the legal range.
   */
  readonly ofCodes: boolean;
  /** From the formula's own value to light in the scene. */
  readonly decode: (value: number) => number;
}

const REC_2020: Primaries = [
  [0.708, 0.292],
  [0.17, 0.797],
  [0.131, 0.046],
];
const CINEMA_GAMUT: Primaries = [
  [0.74, 0.27],
  [0.17, 1.14],
  [0.08, -0.1],
];

/** Sony, “Technical Summary for S-Gamut3.Cine/S-Log3 and S-Gamut3/S-Log3”. */
function sLog3(x: number): number {
  const code = x * 1023;
  const knee = 171.2102946929;
  return code >= knee ? 10 ** ((code - 420) / 261.5) * (0.18 + 0.01) - 0.01 : ((code - 95) * 0.01125) / (knee - 95);
}

/** ARRI, “ALEXA Log C Curve: Usage in VFX”, V3 at EI 800. */
function logC3(x: number): number {
  const [cut, a, b, c, d, e, f] = [0.010591, 5.555556, 0.052272, 0.24719, 0.385537, 5.367655, 0.092809];
  return x > e * cut + f ? (10 ** ((x - d) / c) - b) / a : (x - f) / e;
}

/** ARRI, “ARRI LogC4 Logarithmic Color Space Specification”. */
function logC4(x: number): number {
  const a = (2 ** 18 - 16) / 117.45;
  const b = (1023 - 95) / 1023;
  const c = 95 / 1023;
  const s = (7 * Math.LN2 * 2 ** (7 - (14 * c) / b)) / (a * b);
  const t = (2 ** (14 * (-c / b) + 6) - 64) / a;
  return x >= 0 ? (2 ** ((14 * (x - c)) / b + 6) - 64) / a : x * s + t;
}

/** Panasonic, “V-Log/V-Gamut Reference Manual”. */
function vLog(x: number): number {
  const [b, c, d] = [0.00873, 0.241514, 0.598206];
  return x < 0.181 ? (x - 0.125) / 5.6 : 10 ** ((x - d) / c) - b;
}

/** Canon, “Canon Log Gamma Curves: Description”, 2018, at code values; 0.9 is what white reflects. */
const canonLog = (x: number): number =>
  0.9 *
  (x < 0.12512248
    ? -(10 ** ((0.12512248 - x) / 0.45310179) - 1) / 10.1596
    : (10 ** ((x - 0.12512248) / 0.45310179) - 1) / 10.1596);

const canonLog2 = (x: number): number =>
  0.9 *
  (x < 0.092864125
    ? -(10 ** ((0.092864125 - x) / 0.24136077) - 1) / 87.099375
    : (10 ** ((x - 0.092864125) / 0.24136077) - 1) / 87.099375);

function canonLog3(x: number): number {
  if (x < 0.097465473) return (-0.9 * (10 ** ((0.12783901 - x) / 0.36726845) - 1)) / 14.98325;
  if (x <= 0.15277891) return (0.9 * (x - 0.12512219)) / 1.9754798;
  return (0.9 * (10 ** ((x - 0.12240537) / 0.36726845) - 1)) / 14.98325;
}

/** RED, “White Paper on REDWideGamutRGB and Log3G10”. */
function log3G10(x: number): number {
  const [a, b, c, g] = [0.224282, 155.975327, 0.01, 15.1927];
  return (x < 0 ? x / g : (10 ** (x / a) - 1) / b) - c;
}

/** ITU-R BT.2100 hybrid log-gamma, inverse OETF; its 0.75 (a white card) becomes 0.9. */
function hlg(x: number): number {
  const a = 0.17883277;
  const b = 1 - 4 * a;
  const c = 0.5 - a * Math.log(4 * a);
  const scene = x <= 0.5 ? (Math.max(0, x) * Math.max(0, x)) / 3 : (Math.exp((x - c) / a) + b) / 12;
  // Reference white of BT.2408 lies at 75% of the signal, light 0.2649.
  return (scene / 0.264962566) * 0.9;
}

/** SMPTE ST 2084 (BT.2100 PQ), EOTF; 203 cd/m², reference white of BT.2408, becomes 0.9. */
function pq(x: number): number {
  const [m1, m2, c1, c2, c3] = [2610 / 16384, (2523 / 4096) * 128, 3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];
  const power = Math.max(0, x) ** (1 / m2);
  const light = (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1);
  return ((light * 10_000) / 203) * 0.9;
}

export const CURVES: Readonly<Record<LogCurve, Curve>> = {
  'S-Log3': {
    // S-Gamut3.Cine, which Sony's cameras record with S-Log3 unless they are told otherwise.
    primaries: [
      [0.766, 0.275],
      [0.225, 0.8],
      [0.089, -0.087],
    ],
    ofCodes: true,
    decode: sLog3,
  },
  LogC3: {
    primaries: [
      [0.684, 0.313],
      [0.221, 0.848],
      [0.0861, -0.102],
    ],
    ofCodes: false,
    decode: logC3,
  },
  LogC4: {
    primaries: [
      [0.7347, 0.2653],
      [0.1424, 0.8576],
      [0.0991, -0.0308],
    ],
    ofCodes: false,
    decode: logC4,
  },
  'V-Log': {
    primaries: [
      [0.73, 0.28],
      [0.165, 0.84],
      [0.1, -0.03],
    ],
    ofCodes: true,
    decode: vLog,
  },
  'C-Log': { primaries: CINEMA_GAMUT, ofCodes: true, decode: canonLog },
  'C-Log2': { primaries: CINEMA_GAMUT, ofCodes: true, decode: canonLog2 },
  'C-Log3': { primaries: CINEMA_GAMUT, ofCodes: true, decode: canonLog3 },
  Log3G10: {
    primaries: [
      [0.780308, 0.304253],
      [0.121595, 1.493994],
      [0.095612, -0.084589],
    ],
    ofCodes: false,
    decode: log3G10,
  },
  HLG: { primaries: REC_2020, ofCodes: false, decode: hlg },
  PQ: { primaries: REC_2020, ofCodes: false, decode: pq },
};

/**
 * Light in the scene of a recorded signal.
 * @param signal 0 is black and 1 white of the legal range (64 and 940 of 10 bits), as a decoder gives R, G and B
 */
export function sceneLight(curve: LogCurve, signal: number): number {
  const { ofCodes, decode } = CURVES[curve];
  return decode(ofCodes ? (signal * 876 + 64) / 1023 : signal);
}
