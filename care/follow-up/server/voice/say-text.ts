// Says one text in a call and hears at most one key: for contexts that have something to tell and nothing to ask.
import { DtmfDetector, type Key } from '../../rules/telephone/dtmf.ts';
import type { LineEvent, Voice } from './ports.ts';

export type SaidOutcome = 'heard' | Exclude<LineEvent, 'answered'> | 'no-line';
export interface Said {
  outcome: SaidOutcome;
  key?: Key;
}
/** After the text; real time. */
const keyMilliseconds = 4_000;

/** `times`: said again for old ears. Hung up before the end is not heard, unless a key was pressed. */
export async function sayText(
  voice: Voice,
  number: string,
  { text, times = 1 }: { text: string; times?: number },
  signal: AbortSignal,
): Promise<Said> {
  const detector = new DtmfDetector();
  const picked = Promise.withResolvers<LineEvent>();
  const ended = Promise.withResolvers<'ended'>();
  const answered = Promise.withResolvers<'key'>();
  let key: Key | undefined;
  let gone: Exclude<LineEvent, 'answered'> | undefined;
  const press = (pressed: Key) => {
    key ??= pressed;
    answered.resolve('key');
  };
  const event = (heard: LineEvent) => {
    picked.resolve(heard);
    if (heard === 'answered') return;
    gone ??= heard;
    ended.resolve('ended');
  };
  const call = voice.line.dial(number, {
    event,
    audio: (samples) => {
      for (const pressed of detector.hear(samples)) press(pressed);
    },
    key: press,
  });
  const stop = () => event('broken');
  signal.addEventListener('abort', stop, { once: true });
  const late = setTimeout(stop, voice.longestMilliseconds);
  try {
    const first = await picked.promise;
    if (first !== 'answered') return { outcome: first };
    const audio = await voice.speech.speak(Array.from({ length: times }, () => text).join(' '));
    const spoken = call.play(audio).then(() => 'spoken' as const);
    const what = await Promise.race([spoken, ended.promise, answered.promise]);
    if (what === 'spoken') await Promise.race([answered.promise, ended.promise, wait(keyMilliseconds)]);
    call.quiet();
    if (key !== undefined) return { outcome: 'heard', key };
    return { outcome: what === 'spoken' ? 'heard' : (gone ?? 'hung-up') };
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    call.hangUp();
  }
}
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
