/** A Whisper model (OpenAI, MIT) as whisper.cpp's makers publish it. */
export interface WhisperModel {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One state of the repository, so that what is fetched cannot change under its name. */
const BASE = 'https://huggingface.co/ggerganov/whisper.cpp/resolve/5359861c739e955e79d9a303bcbc70fb988958b1';

/** Those that can be fetched by name, from quick and rough to slow and exact. */
export const WHISPER_MODELS: readonly WhisperModel[] = [
  {
    name: 'tiny',
    url: `${BASE}/ggml-tiny.bin`,
    bytes: 77_691_713,
    sha256: 'be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21',
  },
  {
    name: 'base',
    url: `${BASE}/ggml-base.bin`,
    bytes: 147_951_465,
    sha256: '60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe',
  },
  {
    name: 'small',
    url: `${BASE}/ggml-small.bin`,
    bytes: 487_601_967,
    sha256: '1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b',
  },
  {
    name: 'large-v3-turbo',
    url: `${BASE}/ggml-large-v3-turbo.bin`,
    bytes: 1_624_555_275,
    sha256: '1fc70f774d38eb169993ac391eea357ef47c88757ef72ee5943879b7e8e2bc69',
  },
];
