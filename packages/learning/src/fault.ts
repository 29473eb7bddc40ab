/** An error of the same shape as evidence's `Fault`: floor 0 does not import it. */
export class LearningFault extends Error {
  readonly code: 'input' | 'internal';
  readonly place: string | undefined;

  constructor(code: 'input' | 'internal', message: string, place?: string) {
    super(message);
    this.name = 'LearningFault';
    this.code = code;
    this.place = place;
  }
}
