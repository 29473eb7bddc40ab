// Loaded into every Node process of a measured command: leaves the most memory that each held, in kilobytes.
import { writeFileSync } from 'node:fs';

const folder = process.env.SECOND_UNIT_PEAKS;
if (folder !== undefined) {
  process.on('exit', () => writeFileSync(`${folder}/${process.pid}`, String(process.resourceUsage().maxRSS)));
}
