// Leads one call from dialling to its outcome: says what the dialogue says, hears keys and words, stops speaking when a key is pressed.
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { DtmfDetector } from '../../rules/telephone/dtmf.ts';
import {
  beginCall,
  hearCall,
  type CallInput,
  type CallOutcome,
  type CallScript,
} from '../../rules/telephone/call-dialogue.ts';
import type { LineEvent, TelephoneCall, Voice } from './ports.ts';
import { SpeechSegments } from './speech-segments.ts';

export interface CallResult {
  outcome: CallOutcome;
  answers: Answers;
}

/** `keep` is told the answers so far after each one; `signal` ends the call when the server stops. */
export async function conductCall(
  voice: Voice,
  number: string,
  script: CallScript,
  keep: (answers: Answers) => Promise<void>,
  signal: AbortSignal,
): Promise<CallResult> {
  const ear = new Ear(voice);
  const call = voice.line.dial(number, ear);
  ear.call = call;
  const late = setTimeout(() => ear.push({ gone: true }), voice.longestMilliseconds);
  const stop = () => {
    ear.event('broken');
    call.quiet();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const picked = await ear.picked;
    if (picked !== 'answered') return { outcome: picked === 'broken' ? 'lost' : outcomeOf(picked), answers: {} };
    let step = beginCall(script);
    while (step.state.at !== 'over') {
      const input = await ear.after(step.say === '' ? undefined : await voice.speech.speak(step.say));
      const before = step.state.answers;
      step = hearCall(script, step.state, input);
      if (step.state.answers !== before) await keep(step.state.answers);
    }
    if (!ear.gone && step.say !== '') await call.play(await voice.speech.speak(step.say));
    const { outcome = 'lost', answers } = step.state;
    return {
      outcome: ear.broken && outcome !== 'answered' && outcome !== 'refused' ? brokenOff(answers) : outcome,
      answers,
    };
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    call.hangUp();
  }
}

const outcomeOf = (event: Exclude<LineEvent, 'answered' | 'broken'>): CallOutcome => event;
const brokenOff = (answers: Answers): CallOutcome => (Object.keys(answers).length > 0 ? 'partly-answered' : 'lost');

/** Turns what comes over the line into inputs of the dialogue. */
class Ear {
  call: TelephoneCall | undefined;
  gone = false;
  broken = false;
  readonly picked: Promise<LineEvent>;
  private readonly voice: Voice;
  private readonly detector = new DtmfDetector();
  private readonly segments = new SpeechSegments();
  private readonly waiting: CallInput[] = [];
  private wake: (() => void) | undefined;
  private pick!: (event: LineEvent) => void;

  constructor(voice: Voice) {
    this.voice = voice;
    this.picked = new Promise((resolve) => {
      this.pick = resolve;
    });
  }

  event(event: LineEvent): void {
    this.pick(event);
    if (event === 'answered') return;
    this.gone = true;
    this.broken ||= event === 'broken';
    this.push({ gone: true });
  }
  key(key: Parameters<typeof this.pressed>[0]): void {
    this.pressed(key);
  }
  audio(samples: Int16Array): void {
    for (const key of this.detector.hear(samples)) this.pressed(key);
    const { recognition } = this.voice;
    const segment = recognition && this.segments.hear(samples);
    if (!recognition || !segment) return;
    recognition.recognise(segment).then(
      (words) => words !== undefined && this.push({ words }),
      () => undefined,
    );
  }

  /** The next thing heard, while the audio is played and for the silence after it. */
  async after(audio: Int16Array | undefined): Promise<CallInput> {
    let timer: NodeJS.Timeout | undefined;
    const silence = async () => {
      if (audio) await this.call!.play(audio);
      if (this.waiting.length > 0) return;
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, this.voice.silenceMilliseconds);
      });
    };
    const heard = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    if (this.waiting.length === 0) await Promise.race([heard, silence()]);
    clearTimeout(timer);
    this.wake = undefined;
    const input = this.waiting.shift();
    if (input) this.call!.quiet();
    return input ?? { silence: true };
  }

  push(input: CallInput): void {
    this.waiting.push(input);
    this.wake?.();
  }

  private pressed(key: Extract<CallInput, { key: unknown }>['key']): void {
    this.segments.forget();
    this.push({ key });
  }
}
