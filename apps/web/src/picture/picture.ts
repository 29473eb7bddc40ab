import type { FrameClock } from './frame-clock.ts';

export interface PictureState {
  readonly frame: number;
  readonly playing: boolean;
  /** Frames a second relative to the film's own rate; negative plays backwards. */
  readonly rate: number;
  /** `stills` where this browser cannot decode the film. */
  readonly mode: 'video' | 'stills';
  /** Has the video shown a frame yet? */
  readonly shown: boolean;
  readonly muted: boolean;
}

const SHUTTLE = [1, 2, 4, 8];

/**
 * One film on the screen, by frame: plays, shuttles (J K L), steps and seeks, in a `video` element
 * where the browser can decode it and as stills fetched one by one where it cannot.
 */
export class Picture {
  #state: PictureState = { frame: 0, playing: false, rate: 1, mode: 'video', shown: false, muted: false };
  readonly #listeners = new Set<() => void>();
  readonly #frameListeners = new Set<(frame: number) => void>();
  readonly #clock: FrameClock;
  #video: HTMLVideoElement | undefined;
  #wanted: number | undefined;
  #loop: number | undefined;
  #last = 0;
  #carry = 0;

  constructor(clock: FrameClock, frame = 0) {
    this.#clock = clock;
    this.#state = { ...this.#state, frame: this.#clamp(frame) };
  }

  get clock(): FrameClock {
    return this.#clock;
  }

  readonly state = (): PictureState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls `listener` with each frame as it comes to the screen. */
  onFrame(listener: (frame: number) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  /** Shows the film in `video`; returns what takes it out again. */
  attach(video: HTMLVideoElement): () => void {
    this.#video = video;
    const off = new AbortController();
    const on = (name: string, listener: () => void) => video.addEventListener(name, listener, { signal: off.signal });
    on('error', () => this.fallBack());
    on('loadedmetadata', () => {
      // Sound without picture: the container opened, its video codec did not.
      if (video.videoWidth === 0) this.fallBack();
      else this.#seekVideo(this.#state.frame);
    });
    on('seeked', () => {
      this.#set({ shown: true });
      const wanted = this.#wanted;
      this.#wanted = undefined;
      if (wanted !== undefined) this.#seekVideo(wanted);
    });
    on('ended', () => this.pause());
    if (video.error) this.fallBack();
    let callback = 0;
    const onVideoFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      if (this.#state.playing && this.#state.rate > 0 && !video.seeking) this.#arrive(this.#clock.frameAt(mediaTime));
      callback = video.requestVideoFrameCallback(onVideoFrame);
    };
    callback = video.requestVideoFrameCallback(onVideoFrame);
    return () => {
      off.abort();
      video.cancelVideoFrameCallback(callback);
      this.pause();
      if (this.#video === video) this.#video = undefined;
    };
  }

  /** Gives the video up and goes on with stills. */
  fallBack(): void {
    const { playing } = this.#state;
    this.#video?.pause();
    this.#set({ mode: 'stills' });
    if (playing) this.#run();
  }

  seek(frame: number): void {
    const to = this.#clamp(frame);
    this.#carry = 0;
    this.#set({ frame: to });
    this.#seekVideo(to);
    for (const listener of this.#frameListeners) listener(to);
  }

  /** Says that a frame is on the screen, where something that lies over the picture shows it; `seek` fetches it. */
  follow(frame: number): void {
    this.#arrive(this.#clamp(frame));
  }

  step(by: number): void {
    this.pause();
    this.seek(this.#state.frame + by);
  }

  play(rate = 1): void {
    if (rate > 0 && this.#state.frame >= this.#clock.frames - 1) this.seek(0);
    this.#set({ playing: true, rate });
    this.#run();
  }

  pause(): void {
    this.#stopLoop();
    this.#video?.pause();
    if (this.#state.playing) this.#set({ playing: false, rate: 1 });
  }

  toggle(): void {
    if (this.#state.playing) this.pause();
    else this.play();
  }

  /** J and L: the same direction again is faster, the other one starts over. */
  shuttle(direction: 1 | -1): void {
    const { playing, rate } = this.#state;
    const same = playing && Math.sign(rate) === direction;
    const next = same ? SHUTTLE[Math.min(SHUTTLE.length - 1, SHUTTLE.indexOf(Math.abs(rate)) + 1)] : SHUTTLE[0];
    this.play(direction * (next ?? 1));
  }

  setMuted(muted: boolean): void {
    if (this.#video) this.#video.muted = muted;
    this.#set({ muted });
  }

  #run(): void {
    this.#stopLoop();
    const { mode, rate } = this.#state;
    if (mode === 'video' && rate > 0 && this.#video) {
      const video = this.#video;
      video.playbackRate = rate;
      video.muted = this.#state.muted;
      video.play().catch((thrown: unknown) => {
        const name = thrown instanceof DOMException ? thrown.name : '';
        if (name === 'NotSupportedError') this.fallBack();
        else if (name !== 'AbortError') this.pause();
      });
      return;
    }
    this.#video?.pause();
    this.#last = performance.now();
    this.#carry = 0;
    const tick = (now: number) => {
      // Whole frames by the wall clock, so that slow drawing drops frames rather than time.
      this.#carry += ((now - this.#last) / 1000 / this.#clock.step) * this.#state.rate;
      this.#last = now;
      const whole = Math.trunc(this.#carry);
      if (whole !== 0) {
        this.#carry -= whole;
        const to = this.#clamp(this.#state.frame + whole);
        this.#seekVideo(to);
        this.#arrive(to);
        if (to === 0 || to === this.#clock.frames - 1) return this.pause();
      }
      if (this.#state.playing) this.#loop = requestAnimationFrame(tick);
    };
    this.#loop = requestAnimationFrame(tick);
  }

  #arrive(frame: number): void {
    if (frame === this.#state.frame) return;
    this.#set({ frame });
    for (const listener of this.#frameListeners) listener(frame);
  }

  #seekVideo(frame: number): void {
    const video = this.#video;
    if (!video || this.#state.mode !== 'video' || video.readyState < 1) return;
    // One seek at a time: the newest wish waits for the one under way.
    if (video.seeking) this.#wanted = frame;
    else video.currentTime = this.#clock.secondsInside(frame);
  }

  #stopLoop(): void {
    if (this.#loop !== undefined) cancelAnimationFrame(this.#loop);
    this.#loop = undefined;
  }

  #clamp(frame: number): number {
    return Math.min(Math.max(0, this.#clock.frames - 1), Math.max(0, Math.round(frame)));
  }

  #set(change: Partial<PictureState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
