// What a county plugs in for calls by machine: a telephone line, a voice, and perhaps an ear.
import type { Key } from '../../rules/telephone/dtmf.ts';

/** All audio is PCM as telephones carry it: 8 kHz, one channel, 16 bits. */
export interface TextToSpeech {
  readonly name: string;
  speak(text: string): Promise<Int16Array>;
}

export interface SpeechRecognition {
  readonly name: string;
  /** Undefined where nothing was understood. */
  recognise(audio: Int16Array): Promise<string | undefined>;
}

export type LineEvent = 'answered' | 'busy' | 'no-answer' | 'hung-up' | 'broken';
export interface LineListener {
  event(event: LineEvent): void;
  audio(samples: Int16Array): void;
  /** Of gateways that carry keys beside the audio (RFC 4733); others leave them in it. */
  key(key: Key): void;
}
export interface TelephoneCall {
  /** Resolves when it was played, or was stopped. */
  play(audio: Int16Array): Promise<void>;
  /** Stops what is being played. */
  quiet(): void;
  hangUp(): void;
}
export interface TelephoneLine {
  readonly name: string;
  dial(number: string, listener: LineListener): TelephoneCall;
}

export interface Voice {
  readonly line: TelephoneLine;
  readonly speech: TextToSpeech;
  readonly recognition?: SpeechRecognition;
  /** Nobody is on this line but the demo. */
  readonly simulated: boolean;
  /** After what was said, before it is said again; real time. */
  readonly silenceMilliseconds: number;
  /** A call is never longer; real time. */
  readonly longestMilliseconds: number;
}
export const usualTimes = { silenceMilliseconds: 10_000, longestMilliseconds: 10 * 60_000 } as const;
