// The messages of JT/T 808 that Tianmu understands, decoded from and encoded into the body of a frame.
import { bcdOfTime, timeOfBcd } from './bcd.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decoded, faulty, type Decoded } from './fault.ts';
import type { Edition, Frame } from './frame.ts';
import { decodePosition, encodePosition, type Position } from './position.ts';
import {
  decodeAuthentication,
  decodeRegistration,
  decodeRegistrationReply,
  encodeAuthentication,
  encodeRegistration,
  encodeRegistrationReply,
  type Authentication,
  type Registration,
  type RegistrationReply,
} from './registration.ts';

export interface GeneralReply {
  replySerial: number;
  replyId: number;
  /** See `replyResult`. */
  result: number;
}
/** Results of the general replies 0x0001 and 0x8001. */
export const replyResult = { success: 0, failure: 1, messageFaulty: 2, unsupported: 3 } as const;

export interface PositionBatch {
  /** True for points from a blind spot (type 1), false for a collection of fresh ones (type 0). */
  backfilled: boolean;
  positions: Position[];
  /** Items that are no position; the others are none the worse for them. */
  unreadable: Uint8Array[];
}

export type Message =
  | ({ kind: 'terminal-reply' } & GeneralReply)
  | { kind: 'heartbeat' }
  | { kind: 'unregister' }
  | { kind: 'time-query' }
  | ({ kind: 'register' } & Registration)
  | ({ kind: 'authenticate' } & Authentication)
  | ({ kind: 'position' } & Position)
  | ({ kind: 'position-batch' } & PositionBatch)
  | ({ kind: 'platform-reply' } & GeneralReply)
  | { kind: 'time-reply'; at?: Date }
  | ({ kind: 'register-reply' } & RegistrationReply)
  | { kind: 'unknown'; id: number; body: Uint8Array };

export const messageIds = {
  'terminal-reply': 0x0001,
  heartbeat: 0x0002,
  unregister: 0x0003,
  'time-query': 0x0004,
  register: 0x0100,
  authenticate: 0x0102,
  position: 0x0200,
  'position-batch': 0x0704,
  'platform-reply': 0x8001,
  'time-reply': 0x8004,
  'register-reply': 0x8100,
} as const;

/** Hours of offset of the reply to a time query. */
const utc = 0;

const as = <Kind extends string, Value>(kind: Kind, found: Decoded<Value>): Decoded<{ kind: Kind } & Value> =>
  found.ok ? decoded({ kind, ...found.value }) : found;

export function decodeMessage({ id, edition, body }: Pick<Frame, 'id' | 'edition' | 'body'>): Decoded<Message> {
  switch (id) {
    case messageIds['terminal-reply']:
      return as('terminal-reply', decodeGeneralReply(id, body));
    case messageIds.heartbeat:
      return decoded({ kind: 'heartbeat' });
    case messageIds.unregister:
      return decoded({ kind: 'unregister' });
    case messageIds['time-query']:
      return decoded({ kind: 'time-query' });
    case messageIds.register:
      return as('register', decodeRegistration(body, edition));
    case messageIds.authenticate:
      return as('authenticate', decodeAuthentication(body, edition));
    case messageIds.position:
      return as('position', decodePosition(body));
    case messageIds['position-batch']:
      return as('position-batch', decodeBatch(body));
    case messageIds['platform-reply']:
      return as('platform-reply', decodeGeneralReply(id, body));
    case messageIds['time-reply']: {
      const at = timeOfBcd(body.subarray(0, 6), utc);
      return decoded({ kind: 'time-reply', ...(at && { at }) });
    }
    case messageIds['register-reply']:
      return as('register-reply', decodeRegistrationReply(body));
    default:
      return decoded({ kind: 'unknown', id, body });
  }
}

function decodeGeneralReply(id: number, body: Uint8Array): Decoded<GeneralReply> {
  const reader = new ByteReader(body);
  const value = { replySerial: reader.word(), replyId: reader.word(), result: reader.byte() };
  return reader.overrun ? faulty({ fault: 'body-too-short', id, bytes: body.length }) : decoded(value);
}

function decodeBatch(body: Uint8Array): Decoded<PositionBatch> {
  const reader = new ByteReader(body);
  const count = reader.word();
  const batch: PositionBatch = { backfilled: reader.byte() === 1, positions: [], unreadable: [] };
  for (let item = 0; item < count && !reader.overrun; item++) {
    const bytes = reader.take(reader.word());
    if (reader.overrun) break;
    const position = decodePosition(bytes, messageIds['position-batch']);
    if (position.ok) batch.positions.push(position.value);
    else batch.unreadable.push(bytes);
  }
  if (reader.overrun) return faulty({ fault: 'body-too-short', id: messageIds['position-batch'], bytes: body.length });
  return decoded(batch);
}

/** The body of a message; its id is `idOf(message)`. */
export function encodeMessage(message: Message, edition: Edition): Uint8Array {
  switch (message.kind) {
    case 'heartbeat':
    case 'unregister':
    case 'time-query':
      return new Uint8Array(0);
    case 'register':
      return encodeRegistration(message, edition);
    case 'authenticate':
      return encodeAuthentication(message, edition);
    case 'position':
      return encodePosition(message);
    case 'position-batch': {
      const writer = new ByteWriter()
        .word(message.positions.length + message.unreadable.length)
        .byte(message.backfilled ? 1 : 0);
      for (const bytes of [...message.positions.map(encodePosition), ...message.unreadable])
        writer.word(bytes.length).put(bytes);
      return writer.done();
    }
    case 'terminal-reply':
    case 'platform-reply':
      return new ByteWriter().word(message.replySerial).word(message.replyId).byte(message.result).done();
    case 'time-reply':
      return Uint8Array.from(bcdOfTime(message.at, utc));
    case 'register-reply':
      return encodeRegistrationReply(message);
    case 'unknown':
      return message.body;
  }
}

export const idOf = (message: Message): number => (message.kind === 'unknown' ? message.id : messageIds[message.kind]);
