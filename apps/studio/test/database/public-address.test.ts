import { expect, test } from 'vitest';
import { publicAddress } from '../../src/database/open.ts';

test.each([
  ['postgres://films:secret@db.example:5433/films', 'postgres://films@db.example:5433/films'],
  ['postgresql://films@db.example/films?password=secret', 'postgresql://films@db.example/films'],
  ['postgres://db.example/films?sslmode=require&sslpassword=secret#secret', 'postgres://db.example/films'],
])('%s is told without what is secret', (url, told) => {
  expect(publicAddress(url)).toBe(told);
});

test('what is no address of PostgreSQL is not told at all', () => {
  expect(() => publicAddress('mysql://films:secret@db.example/films')).toThrow(/must begin with postgres/);
});
