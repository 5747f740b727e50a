// Prints one frame of a vehicle terminal as JSON, for engineers in the field; no county is opened.
import { bytesOfHex, hexOf } from '#foundation/fleet/rules/jt808/bytes.ts';
import { faultWords, type FrameFault } from '#foundation/fleet/rules/jt808/fault.ts';
import { decodeFrame } from '#foundation/fleet/rules/jt808/frame.ts';
import { decodeMessage } from '#foundation/fleet/rules/jt808/message.ts';
import { UsageError } from '../config.ts';
import type { LoneCommand } from './command.ts';

const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_key, held: unknown) => (held instanceof Uint8Array ? hexOf(held) : held), 2);
const idText = (id: number): string => `0x${id.toString(16).toUpperCase().padStart(4, '0')}`;
const refuse = (fault: FrameFault): never => {
  throw new FrameUnreadable(faultWords(fault));
};
/** Told as one sentence; the exit code is 1. */
class FrameUnreadable extends Error {}

export const decode: LoneCommand = {
  name: 'decode',
  summary: 'print a frame of a vehicle terminal (JT/T 808) as JSON',
  help: `jt808 HEX [--lenient]
HEX is the frame with or without 7E at its ends, blanks allowed. --lenient takes a wrong checksum or length.
Exit code 1: the frame can't be read; the reason stands on stderr.`,
  ownFlags: ['lenient'],
  fault: ([protocol, ...hex]) =>
    protocol === 'jt808' && hex.length > 0 ? undefined : 'Say what to decode: decode jt808 HEX [--lenient].',
  run({ words, flags, say }) {
    const bytes = bytesOfHex(words.slice(1).join(''));
    if (!bytes) throw new UsageError('HEX 不是成对的十六进制数字。Write two hexadecimal digits for each byte.');
    try {
      say(jsonOf(read(bytes, flags.lenient === true)));
      return 0;
    } catch (error) {
      if (!(error instanceof FrameUnreadable)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
  },
};

function read(bytes: Uint8Array, lenient: boolean): unknown {
  const frame = decodeFrame(bytes, lenient ? 'lenient' : 'strict');
  if (!frame.ok) return refuse(frame.fault);
  const { id, body, ...header } = frame.value;
  if (header.fragment) return { id: idText(id), ...header, body };
  const message = decodeMessage(frame.value);
  return message.ok ? { id: idText(id), ...header, message: message.value } : refuse(message.fault);
}
