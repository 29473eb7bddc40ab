import { TimelineError } from '../fault.ts';
import type { Json, JsonObject } from '../model.ts';

/** An `input` error at a JSON path. */
export function problem(path: string, what: string): TimelineError {
  return new TimelineError('input', `This .otio file is damaged: ${path} ${what}.`, { place: path });
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Reads the fields of one object by type, and remembers which were read: the others are its `extra`. */
export class Fields {
  readonly #json: JsonObject;
  readonly #path: string;
  readonly #read = new Set(['OTIO_SCHEMA']);

  constructor(json: JsonObject, path: string) {
    this.#json = json;
    this.#path = path;
  }

  #take(key: string): Json | undefined {
    this.#read.add(key);
    return this.#json[key];
  }

  #at(key: string): string {
    return `${this.#path}.${key}`;
  }

  /** A text; null and absent are `fallback`, as OTIO reads them. */
  text(key: string, fallback = ''): string {
    const value = this.#take(key);
    if (value === undefined || value === null) return fallback;
    if (typeof value !== 'string') throw problem(this.#at(key), 'should be text');
    return value;
  }

  number(key: string): number | undefined {
    const value = this.#take(key);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number') throw problem(this.#at(key), 'should be a number');
    return value;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.#take(key);
    if (value === undefined || value === null) return fallback;
    if (typeof value !== 'boolean') throw problem(this.#at(key), 'should be true or false');
    return value;
  }

  object(key: string): JsonObject {
    const value = this.#take(key);
    if (!isObject(value)) throw problem(this.#at(key), 'should be an object');
    return value;
  }

  optional<Value>(key: string, read: (json: JsonObject, path: string) => Value): Value | undefined {
    const value = this.#take(key);
    if (value === undefined || value === null) return undefined;
    if (!isObject(value)) throw problem(this.#at(key), 'should be an object');
    return read(value, this.#at(key));
  }

  list<Value>(key: string, read: (json: JsonObject, path: string) => Value): readonly Value[] {
    const value = this.#take(key);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw problem(this.#at(key), 'should be a list');
    return (value as readonly Json[]).map((entry, index) => {
      const path = `${this.#at(key)}[${index}]`;
      if (!isObject(entry)) throw problem(path, 'should be an object');
      return read(entry, path);
    });
  }

  /** `{ extra }` with the fields that nobody asked for, or nothing. */
  rest(): { extra?: JsonObject } {
    const extra = Object.entries(this.#json).filter(([key]) => !this.#read.has(key));
    return extra.length === 0 ? {} : { extra: Object.fromEntries(extra) };
  }
}
