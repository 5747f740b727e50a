// Registers a terminal that is known by its number, and gives it the code with which it authenticates from then on.
import { randomBytes } from 'node:crypto';
import { tokenHash } from '#platform/kernel/auth/token.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import type { Edition } from '../../rules/jt808/frame.ts';
import { registered, type Registration } from '../../rules/jt808/registration.ts';
import { noteRegistration, terminalOf, type Terminal } from '../store/terminal.ts';

/** Bytes of a code; in hexadecimal it fits into every edition's field. */
const codeBytes = 16;
export const newTerminalCode = (): string => randomBytes(codeBytes).toString('hex');

/**
 * The first registration binds the device to its number; later ones of the same device get a new code. Another device
 * under that number is refused until the terminal has unregistered.
 */
export async function registerTerminal(
  db: Db,
  asked: { phone: string; edition: Edition; registration: Registration; newCode: () => string; now: Date },
): Promise<{ result: number; code?: string }> {
  const { registration, edition, now } = asked;
  const terminal = await terminalOf(db, asked.phone);
  if (!terminal || terminal.blocked) return { result: registered.terminalUnknown };
  // A terminal may not know its plate; a wrong one means that it sits in another vehicle.
  if (registration.plateColour !== 0 && registration.plate && registration.plate !== terminal.plate)
    return { result: registered.vehicleUnknown };
  if (terminal.deviceId !== null && terminal.deviceId !== registration.terminalId)
    return { result: registered.terminalTaken };
  const code = asked.newCode();
  await noteRegistration(db, terminal.id, {
    edition,
    deviceId: registration.terminalId,
    maker: registration.maker,
    model: registration.model,
    codeHash: tokenHash(code),
    at: now,
  });
  return { result: registered.success, code };
}

/** The terminal where the code is the one it was given. */
export async function authenticateTerminal(db: Db, phone: string, code: string): Promise<Terminal | undefined> {
  const terminal = await terminalOf(db, phone);
  if (!terminal?.codeHash || terminal.blocked) return undefined;
  return tokenHash(code).equals(terminal.codeHash) ? terminal : undefined;
}
