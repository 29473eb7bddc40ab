import { close } from '@second-unit/media';
import { logFilm } from '../src/index.ts';

/** Run as a program: logs FILM in FOLDER in parts of SECONDS and prints the log. */
const [film = '', folder = '', seconds = '60'] = process.argv.slice(2);
const log = await logFilm(film, { folder, segmentSeconds: Number(seconds) });
process.stdout.write(JSON.stringify(log));
close();
