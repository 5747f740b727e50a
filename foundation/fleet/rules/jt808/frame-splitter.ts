// Cuts a stream of bytes, in whatever pieces it comes, into frames; keeps at most one frame's worth of bytes.
import { delimiter } from './escape.ts';

/** A header of 21 bytes, a body of 1,023 and a checksum, all escaped, and some more for what makers add. */
const longestFrame = 4_096;

export class FrameSplitter {
  private kept = new Uint8Array(0);
  /** Too long a frame: everything up to the next delimiter is thrown away. */
  private skipping = false;
  /** Bytes that belonged to no frame. */
  dropped = 0;

  /** Contents between delimiters, without them; views into the piece where a frame lies whole in it. */
  push(piece: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = [];
    let from = 0;
    for (let at = piece.indexOf(delimiter); at >= 0; at = piece.indexOf(delimiter, from)) {
      const frame = this.joined(piece.subarray(from, at));
      from = at + 1;
      if (this.skipping) this.dropped += frame.length;
      else if (frame.length > longestFrame) this.dropped += frame.length;
      else if (frame.length > 0) frames.push(frame);
      this.skipping = false;
    }
    this.keep(piece.subarray(from));
    return frames;
  }

  private joined(end: Uint8Array): Uint8Array {
    if (this.kept.length === 0) return end;
    const whole = new Uint8Array(this.kept.length + end.length);
    whole.set(this.kept);
    whole.set(end, this.kept.length);
    this.kept = new Uint8Array(0);
    return whole;
  }

  private keep(rest: Uint8Array): void {
    if (rest.length === 0) return;
    if (this.skipping || this.kept.length + rest.length > longestFrame) {
      this.dropped += this.kept.length + rest.length;
      this.kept = new Uint8Array(0);
      this.skipping = true;
    } else this.kept = this.joined(rest).slice();
  }
}
