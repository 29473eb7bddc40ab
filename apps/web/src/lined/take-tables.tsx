import type { LinedScript, LinedTake, MediaSummary } from '@second-unit/studio/contract';
import { timecodeOf } from '../picture/timecode.ts';
import { linedMessages } from './messages.ts';
import { shotNumbers } from './take-words.ts';

const words = linedMessages.table;

interface Props {
  media: MediaSummary;
  lined: LinedScript;
  chosen: LinedTake | undefined;
  onChoose: (take: LinedTake, frame: number) => void;
  onSeek: (frame: number) => void;
}

/** What the lined pages say, as tables: takes, what is not in the script, what was not found in the film. */
export function TakeTables({ media, lined, chosen, onChoose, onSeek }: Props) {
  const { takes, scenes, unscripted, unshot } = lined;
  const shots = (one: { shots: readonly string[] }): string => {
    const numbers = shotNumbers(lined, one);
    return numbers === undefined ? '' : numbers[0] === numbers[1] ? String(numbers[0]) : numbers.join('–');
  };
  return (
    <div className="take-tables">
      <table>
        <caption>{words.takes}</caption>
        <thead>
          <tr>
            <th scope="col">{words.scene}</th>
            <th scope="col">{words.take}</th>
            <th scope="col">{words.heading}</th>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.shots}</th>
            <th scope="col">{words.covered}</th>
            <th scope="col">{words.heard}</th>
            <th scope="col">{words.sure}</th>
          </tr>
        </thead>
        <tbody>
          {takes.map((take) => (
            <tr key={take.id} data-chosen={take === chosen || undefined}>
              <td>{scenes[take.scene]?.number}</td>
              <td>
                <button
                  type="button"
                  className="table-button"
                  aria-pressed={take === chosen}
                  onClick={() => onChoose(take, take.startFrame)}
                >
                  {take.number}
                </button>
              </td>
              <td>{scenes[take.scene]?.heading}</td>
              <td className="time">{timecodeOf(media.info, take.startFrame)}</td>
              <td>{shots(take)}</td>
              <td>{take.lines.length}</td>
              <td>{`${Math.round(take.coverage * 100)}%`}</td>
              <td>{take.pin === undefined ? linedMessages.sure(take.confidence) : linedMessages.put}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{words.unscripted}</caption>
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.shots}</th>
            <th scope="col">{words.words}</th>
          </tr>
        </thead>
        <tbody>
          {unscripted.length === 0 && <None columns={3} />}
          {unscripted.map((one) => (
            <tr key={one.startFrame}>
              <td>
                <button type="button" className="table-button time" onClick={() => onSeek(one.startFrame)}>
                  {timecodeOf(media.info, one.startFrame)}
                </button>
              </td>
              <td>{shots(one)}</td>
              <td>{one.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{words.unshot}</caption>
        <thead>
          <tr>
            <th scope="col">{words.scene}</th>
            <th scope="col">{words.heading}</th>
            <th scope="col">{words.words}</th>
          </tr>
        </thead>
        <tbody>
          {unshot.length === 0 && <None columns={3} />}
          {unshot.map((one) => (
            <tr key={one.from}>
              <td>{scenes[one.scene]?.number}</td>
              <td>{scenes[one.scene]?.heading}</td>
              <td>{one.kind === 'scene' ? words.whole : lined.lines[one.line ?? -1]?.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function None({ columns }: { columns: number }) {
  return (
    <tr>
      <td colSpan={columns} className="quiet">
        {words.none}
      </td>
    </tr>
  );
}
