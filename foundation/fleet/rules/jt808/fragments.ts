// Puts sub-packets together: a value goes in with each fragment, a new value and perhaps a whole message come out.
import type { Frame } from './frame.ts';

interface OpenMessage {
  id: number;
  total: number;
  /** Serial of the first sub-packet: they are counted one after the other. */
  firstSerial: number;
  sinceMilliseconds: number;
  bytes: number;
  parts: ReadonlyMap<number, Uint8Array>;
}
/** Messages of one terminal of which fragments are missing, oldest first. */
export type OpenMessages = readonly OpenMessage[];

const mostOpen = 4;
const mostFragments = 256;
const mostBytes = 65_536;
const patienceMilliseconds = 60_000;

/**
 * `nowMilliseconds` from any steady clock. What is too large, too many or too old is given up. `whole`
 * has the serial of its first fragment, and still says in how many it came.
 */
export function addFragment(
  open: OpenMessages,
  frame: Frame,
  nowMilliseconds: number,
): { open: OpenMessages; whole?: Frame } {
  if (!frame.fragment || frame.fragment.total === 1) return { open, whole: frame };
  const { total, index } = frame.fragment;
  const firstSerial = (frame.serial - index + 1) & 0xffff;
  const fresh = open.filter((message) => nowMilliseconds - message.sinceMilliseconds < patienceMilliseconds);
  const mine = (message: OpenMessage) =>
    message.id === frame.id && message.total === total && message.firstSerial === firstSerial;
  const known = fresh.find(mine);
  const others = fresh.filter((message) => !mine(message));
  const parts = new Map(known?.parts);
  // A view into a network buffer would hold all of it.
  parts.set(index, frame.body.slice());
  const bytes = [...parts.values()].reduce((sum, part) => sum + part.length, 0);
  if (total > mostFragments || bytes > mostBytes) return { open: others };
  if (parts.size === total) {
    const body = new Uint8Array(bytes);
    let at = 0;
    for (let part = 1; part <= total; part++) {
      body.set(parts.get(part)!, at);
      at += parts.get(part)!.length;
    }
    return { open: others, whole: { ...frame, serial: firstSerial, fragment: { total, index: 1 }, body } };
  }
  const message = {
    id: frame.id,
    total,
    firstSerial,
    sinceMilliseconds: known?.sinceMilliseconds ?? nowMilliseconds,
    bytes,
    parts,
  };
  return { open: [...others, message].slice(-mostOpen) };
}

/** Cuts a long message into sub-packets; one frame where it fits. `serial` is that of the first. */
export function cutIntoFragments(frame: Frame, longest: number): Frame[] {
  if (frame.body.length <= longest) return [frame];
  const total = Math.ceil(frame.body.length / longest);
  return Array.from({ length: total }, (_, at) => ({
    ...frame,
    serial: (frame.serial + at) & 0xffff,
    fragment: { total, index: at + 1 },
    body: frame.body.subarray(at * longest, (at + 1) * longest),
  }));
}
