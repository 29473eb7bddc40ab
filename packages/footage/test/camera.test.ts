import type { CameraMovement } from '@second-unit/timeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CameraOfShot } from '../src/camera/camera-of-shot.ts';
import { type CameraStep, cameraStep, rollStretch } from '../src/camera/camera-step.ts';
import { type CameraShotOptions, cameraShot } from '../train/camera-films.ts';
import { cameraOfMade } from '../train/camera-of-made.ts';

const PLAIN: CameraShotOptions = { seconds: 1.2, rate: 25, movers: 0, noise: 0.5 };

function camera(seed: number, movement: CameraMovement, options: CameraShotOptions = {}, shape?: number) {
  return cameraOfMade(cameraShot(seed, movement, { ...PLAIN, ...options }), shape)!;
}

describe('what the camera does in a made shot', () => {
  it('finds each movement with its way and its speed', () => {
    expect(camera(1, 'pan', { speed: 0.3 })).toMatchObject({ movement: 'pan', pan: expect.closeTo(0.3, 1.5) });
    expect(camera(2, 'pan', { speed: -0.08 }).pan).toBeCloseTo(-0.08, 1.5);
    expect(camera(3, 'tilt', { speed: 0.2 })).toMatchObject({ movement: 'tilt', tilt: expect.closeTo(0.2, 1.5) });
    const push = camera(1, 'push', { speed: 0.2 });
    expect(push.movement).toBe('push');
    expect(push.zoom).toBeCloseTo(0.2, 1.6);
    const pull = camera(1, 'pull', { speed: -0.1 });
    expect(pull.movement).toBe('pull');
    expect(pull.zoom / -0.1).toBeCloseTo(1, 0.3);
    const roll = camera(1, 'roll', { speed: -12 });
    expect(roll.movement).toBe('roll');
    expect(Math.abs(roll.roll + 12)).toBeLessThan(1.5);
  }, 60_000);

  it('finds a pan of 1 % of the width a second, and none where there is only noise', () => {
    const slow = camera(3, 'pan', { speed: 0.01, seconds: 2.5 });
    expect(slow.movement).toBe('pan');
    expect(slow.pan).toBeGreaterThan(0.005);
    expect(slow.pan).toBeLessThan(0.015);
    const grain = camera(3, 'static', { noise: 3 });
    expect(grain).toMatchObject({ movement: 'static' });
    expect(grain.shake).toBeLessThan(0.001);
  }, 60_000);

  it('says static of a camera before which people move, and handheld of one that trembles', () => {
    expect(camera(4, 'static', { movers: 2 }).movement).toBe('static');
    const handheld = camera(5, 'handheld', { speed: 0.006, seconds: 2, movers: 1 });
    expect(handheld.movement).toBe('handheld');
    expect(handheld.shake).toBeGreaterThan(0.002);
    expect(handheld.shake).toBeLessThan(0.01);
  }, 60_000);

  it('goes by time and not by frames: the same pan at any rate, or at one that varies, has the same speed', () => {
    for (const rate of [12, 50, 'variable'] as const) {
      expect(camera(6, 'pan', { speed: 0.2, rate }).pan).toBeCloseTo(0.2, 1.6);
    }
  }, 60_000);

  it('knows a roll in a film that is wider, or narrower, than the picture that it is looked at in', () => {
    for (const shape of [2.39, 4 / 3]) {
      const { movement, roll } = camera(7, 'roll', { speed: 10, shape: 1 / shape }, shape);
      expect(movement).toBe('roll');
      expect(Math.abs(roll - 10)).toBeLessThan(1.5);
    }
    expect(rollStretch(16 / 9, 64, 36)).toBeCloseTo(1, 9);
  }, 60_000);

  it('says nothing of pictures with nothing in them, of one frame, of frames too small', () => {
    const plain = { width: 64, height: 36, luma: new Uint8Array(64 * 36).fill(20) };
    const other = { ...plain, luma: new Uint8Array(64 * 36).fill(90) };
    expect(cameraStep(plain, other).share).toBe(0);
    expect(
      cameraStep({ width: 1, height: 1, luma: Uint8Array.of(3) }, { width: 1, height: 1, luma: Uint8Array.of(9) }),
    ).toMatchObject({ share: 0 });
    const shot = new CameraOfShot();
    expect(shot.shot()).toBeUndefined();
    for (let at = 0; at < 30; at++) shot.step(cameraStep(plain, other), 0.04);
    expect(shot.shot()).toBeUndefined();
  });

  it('gives the same steps for the same frames', () => {
    const made = cameraShot(8, 'roll', PLAIN);
    const [a, b] = [0, 1].map((index) => ({
      width: 64,
      height: 36,
      luma: made.frame(index, 64, 36).subarray(0, 64 * 36),
    }));
    expect(cameraStep(a!, b!)).toEqual(cameraStep(a!, b!));
  });
});

const still: CameraStep = { pan: 0, tilt: 0, zoom: 0, roll: 0, share: 1, off: 0 };

describe('what many steps make', () => {
  it('takes the movement that lasts, and is less sure of it', () => {
    const shot = new CameraOfShot();
    for (let at = 0; at < 70; at++) shot.step({ ...still, pan: 0.006 }, 0.04);
    for (let at = 0; at < 30; at++) shot.step(still, 0.04);
    const mixed = shot.shot()!;
    for (let at = 0; at < 100; at++) shot.step({ ...still, pan: 0.006 }, 0.04);
    const whole = shot.shot()!;
    expect(mixed.movement).toBe('pan');
    expect(whole.movement).toBe('pan');
    expect(mixed.confidence).toBeLessThan(whole.confidence);
  });

  it('calls a pan there and back a pan, and one that speeds up no trembling', () => {
    const shot = new CameraOfShot();
    for (let at = 0; at < 80; at++) shot.step({ ...still, pan: at < 40 ? 0.01 : -0.01 }, 0.04);
    expect(shot.shot()!.movement).toBe('pan');
    for (let at = 0; at < 50; at++) shot.step({ ...still, pan: 0.0004 * at }, 0.04);
    const faster = shot.shot()!;
    expect(faster.movement).toBe('pan');
    expect(faster.shake).toBeLessThan(0.0005);
  });

  it('leaves out steps in which too little was seen', () => {
    const shot = new CameraOfShot();
    for (let at = 0; at < 50; at++) {
      shot.step(at % 5 === 0 ? { ...still, pan: 0.4, share: 0.1 } : { ...still, pan: 0.01 }, 0.04);
    }
    expect(shot.shot()!.pan).toBeCloseTo(0.25, 6);
  });

  it('keeps every figure within its bounds whatever the steps', () => {
    const part = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    const step = fc.record({
      pan: part,
      tilt: part,
      zoom: part,
      roll: part,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      off: fc.constant(0),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.double({ min: 0, max: 2, noNaN: true })), { maxLength: 60 }), (steps) => {
        const shot = new CameraOfShot();
        for (const [one, seconds] of steps) shot.step(one, seconds);
        const camera = shot.shot();
        if (camera === undefined) return;
        expect(camera.confidence).toBeGreaterThanOrEqual(0);
        expect(camera.confidence).toBeLessThanOrEqual(1);
        expect(camera.shake).toBeGreaterThanOrEqual(0);
        for (const figure of [camera.pan, camera.tilt, camera.zoom, camera.roll]) expect(figure).not.toBeNaN();
      }),
    );
  });
});
