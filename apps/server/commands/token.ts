// Makes a bearer token for an account without its password, for scripts of the machine's administrator.
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { accountByLogin, insertSession } from '#platform/kernel/auth/store.ts';
import { newToken, tokenHash } from '#platform/kernel/auth/token.ts';
import { UsageError } from '../config.ts';
import { textFlag, type Command } from './command.ts';

export const token: Command = {
  name: 'token',
  summary: 'print a bearer token for an account',
  help: 'LOGIN [--hours N]   valid for N hours, 12 unless told\nExample: curl -H "authorization: Bearer $(npm run -s tianmu -- token integrator)" ...',
  ownFlags: ['hours'],
  fault: ([login]) => (login ? undefined : 'For whom? Name the account.'),
  async run(call) {
    const login = call.words[0]!;
    const hours = Number(textFlag(call, 'hours') ?? 12);
    if (!(hours > 0 && hours <= 24 * 365)) throw new UsageError('--hours is a number from 1 to 8760.');
    const { kernel } = call.county;
    const account = await accountByLogin(kernel.db, login.toLowerCase());
    if (!account || account.disabled) throw new UsageError(`There is no active account ${login}.`);
    const secret = newToken();
    const at = new Date();
    const seconds = Math.round(hours * 3_600);
    await kernel.db.tx(async (q) => {
      await insertSession(q, {
        id: kernel.newId(),
        tokenHash: tokenHash(secret),
        accountId: account.id,
        portal: 'token',
        at,
        idleSeconds: seconds,
        endsAt: new Date(at.getTime() + seconds * 1000),
      });
      await kernel.audit.record(q, systemActor('cli token', kernel.newId()), {
        action: 'sign-in',
        permission: 'auth.session.use',
        outcome: 'success',
        object: `Account/${account.id}`,
      });
    });
    call.say(secret);
    return 0;
  },
};
