// Cuts what is heard on a line into stretches of sound between silences, for the recognition of speech.
import { meanSquare, samplesOf } from '../../rules/telephone/goertzel.ts';

const frame = samplesOf(20);
/** Root mean square of what counts as sound (assumed: some 40 dB below full scale). */
const leastMean = 300 ** 2;
const quietFrames = 25;
const mostFrames = 750;
/** Shorter sounds are clicks. */
const leastFrames = 10;

export class SpeechSegments {
  private rest: number[] = [];
  private frames: number[][] = [];
  private quiet = 0;

  /** Returns the stretch that ended within this audio. */
  hear(audio: Int16Array): Int16Array | undefined {
    let found: Int16Array | undefined;
    for (const sample of audio) this.rest.push(sample);
    while (this.rest.length >= frame) {
      const next = this.rest.splice(0, frame);
      const loud = meanSquare(next, 0, frame) >= leastMean;
      if (!loud && this.frames.length === 0) continue;
      this.frames.push(next);
      this.quiet = loud ? 0 : this.quiet + 1;
      if (this.quiet < quietFrames && this.frames.length < mostFrames) continue;
      if (this.frames.length - this.quiet >= leastFrames) found = Int16Array.from(this.frames.flat());
      this.forget();
    }
    return found;
  }

  forget(): void {
    this.frames = [];
    this.quiet = 0;
  }
}
